import { logBytes } from '../../lib/log-bytes.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { Layout, Phrase } from '../../model/layout.ts';
import type { ReadLog } from '../format.ts';
import { learnPhrases } from './learn-phrases.ts';
import { learnStarts } from './learn-starts.ts';
import { readMessages, type Message } from './messages.ts';
import { compilePhrases, newPhraseFacts } from './phrase-matcher.ts';

/** Logs that do not tell more than a few requests together are not one application's. */
const FEWEST_PAIRS = 8;
/** Heads were learnt with what pids are known; what is left are words. */
const NOBODY: ReadonlySet<number> = new Set();

/**
 * The layouts of several logs in which nothing pairs up by itself: an application may write where its requests start to one file
 * and where they end to another. Each log gets the phrases that it says; where nothing pairs up in all of them together, those
 * with which the requests begin whose ends access logs tell.
 */
export const learnTogether = (logs: readonly ReadLog[], whole: readonly RequestEvent[] = []): readonly Layout[] => {
  const said = logs.map((log) => readMessages(log, log.layout.head).messages);
  const together = said.flat().sort(byTime);
  const { phrases, pairs } = logs.length < 2 ? { phrases: [], pairs: 0 } : learnPhrases(together, NOBODY);
  return logs.map(({ layout }, log) => {
    const own = pairs < FEWEST_PAIRS ? [] : phrases.filter((phrase) => isSaid(phrase, said[log] ?? []));
    return { ...layout, phrases: own.length > 0 ? own : learnStarts(said[log] ?? [], whole) };
  });
};

/** Messages without a time stay where their log has them. */
const byTime = (a: Message, b: Message): number => (a.wall < b.wall ? -1 : a.wall > b.wall ? 1 : 0);

const isSaid = (phrase: Phrase, messages: readonly Message[]): boolean => {
  const [matcher, facts] = [compilePhrases([phrase]), newPhraseFacts()];
  return messages.some(({ text }) => {
    const bytes = logBytes(text);
    return matcher.match(bytes, 0, bytes.length, facts);
  });
};
