import { logBytes } from '../../lib/log-bytes.ts';
import { OpenRequests } from '../../lib/open-requests.ts';
import type { Phrase } from '../../model/layout.ts';
import { NOT_STATED } from '../format.ts';
import { leastFinished } from './direction.ts';
import { dueStarts, spokenOf, type Spoken } from './due-starts.ts';
import { speakerOf, type Message } from './messages.ts';
import { compilePhrases, newPhraseFacts } from './phrase-matcher.ts';

/** What was learnt must hold when read as the scan will read it. */
const FEWEST_PAIRS = 3;
const LEAST_ENDS_MATCHED = 0.7;

/** How many requests of a sample these phrases read from start to end; 0 if they do not hold. */
export const tryPhrases = (phrases: readonly Phrase[], messages: readonly Message[]): number => {
  const { starts, ends, pairs, spans } = readWith(phrases, messages);
  const due = dueStarts(starts, ends, spans).length;
  const saidAt = (edge: Phrase['edge']): readonly string[] =>
    phrases.filter((phrase) => phrase.edge === edge).map(({ template }) => template);
  const holds =
    pairs >= due * leastFinished(saidAt('start'), saidAt('end')) && pairs >= ends.length * LEAST_ENDS_MATCHED;
  return holds && pairs >= FEWEST_PAIRS ? pairs : 0;
};

interface ReadEdges {
  readonly starts: readonly Spoken[];
  readonly ends: readonly Spoken[];
  readonly pairs: number;
  /** How long those took that an id tells for certain. */
  readonly spans: readonly number[];
}

const readWith = (phrases: readonly Phrase[], messages: readonly Message[]): ReadEdges => {
  const edgeOf = edgeReader(phrases);
  const open = new OpenRequests<Spoken>();
  const [starts, ends]: [Spoken[], Spoken[]] = [[], []];
  const spans: number[] = [];
  let pairs = 0;
  for (const [index, message] of messages.entries()) {
    const found = message.hasTraceback ? undefined : edgeOf(message);
    if (!found) continue;
    const { edge, key, durationUs, hasId, speaker } = found;
    const spoken = spokenOf({ index, message, speaker });
    if (edge === 'start') {
      starts.push(spoken);
      open.open(key, spoken);
      continue;
    }
    const start = open.close(key, { ...message, durationUs, hasOwnKey: hasId });
    ends.push(start ? { ...spoken, speaker: start.speaker } : spoken);
    if (!start) continue;
    pairs += 1;
    if (hasId) spans.push(message.wall - start.wall);
  }
  return { starts, ends, pairs, spans };
};

/** How many messages are read as a phrase. */
export const countSaid = (phrases: readonly Phrase[], messages: readonly Message[]): number => {
  const edgeOf = edgeReader(phrases);
  return messages.filter((message) => !message.hasTraceback && edgeOf(message) !== undefined).length;
};

interface FoundEdge {
  readonly edge: 'start' | 'end';
  readonly key: string;
  readonly durationUs: number;
  readonly hasId: boolean;
  readonly speaker: string;
}

const edgeReader = (phrases: readonly Phrase[]): ((message: Message) => FoundEdge | undefined) => {
  const matcher = compilePhrases(phrases);
  const facts = newPhraseFacts();
  return (message) => {
    const bytes = logBytes(message.text);
    if (!matcher.match(bytes, 0, bytes.length, facts)) return undefined;
    const text = (from: number, to: number): string => new TextDecoder().decode(bytes.subarray(from, to));
    const asked = text(matcher.keyHasMethod ? facts.methodFrom : facts.targetFrom, facts.targetTo);
    const id = text(facts.idFrom, facts.idTo) || message.id;
    const who = speakerOf(message);
    const speaker = who === '' && facts.pid !== NOT_STATED ? String(facts.pid) : who;
    return {
      edge: facts.edge,
      key: id === '' ? `${speaker}/${asked}` : `${who}#${id}`,
      speaker,
      hasId: id !== '',
      durationUs: Number.isNaN(message.wall) ? Number.NaN : facts.durationUs,
    };
  };
};
