import type { LogEvent, RequestFacts } from '../../model/event.ts';
import type { Layout, Phrase } from '../../model/layout.ts';
import type { RawRecord } from '../../model/line.ts';
import { NOT_STATED } from '../format.ts';
import { stampOf } from '../stamp.ts';
import { parseTraceback } from '../traceback.ts';
import { compileHead, type HeadMatch, isGrave, newHeadMatch } from './head-template.ts';
import { compilePhrase, newPhraseMatch, type PhraseMatch } from './phrase-matcher.ts';
import { wordsOf } from './message-words.ts';

/** Reads kept records in full. */
export function recordReader(layout: Layout): (record: RawRecord) => readonly LogEvent[] {
  const heads = [compileHead(layout.head), compileHead(layout.head.split('\n')[0] ?? '')];
  const phrases = layout.phrases.map((phrase) => ({ ...phrase, match: compilePhrase(phrase) }));
  return (record) => {
    const bytes = new TextEncoder().encode(record.text);
    const found = { ...newHeadMatch(), pid: NOT_STATED };
    if (!heads.some((matches) => matches(bytes, 0, bytes.length, found))) return [];
    const opened = openRecord(record, bytes, found);
    const traceback = bytes.includes(LINE_FEED) ? parseTraceback(record.text) : undefined;
    if (traceback) {
      const message = firstLine(opened.message);
      return [
        {
          kind: 'exception',
          ...opened.base,
          traceback,
          message,
          requestId: opened.columnId ?? idIn(message, layout.phrases),
        },
      ];
    }
    for (const { edge, match } of phrases) {
      const told = newPhraseMatch();
      if (match(bytes, found.messageAt, bytes.length, told))
        return [{ kind: 'request', ...opened.base, edge, facts: factsOf(bytes, told, opened.columnId) }];
    }
    return [
      { kind: 'note', ...opened.base, level: isGrave(found.level) ? 'error' : undefined, message: opened.message },
    ];
  };
}

const LINE_FEED = 10;

function openRecord({ origin, text }: RawRecord, bytes: Uint8Array, found: HeadMatch) {
  const pid = found.pid === NOT_STATED ? undefined : found.pid;
  return {
    base: { origin, stamp: stampOf(found), pid, text },
    message: textOf(bytes, found.messageAt, bytes.length),
    columnId: found.idTo > 0 ? textOf(bytes, found.idFrom, found.idTo) : undefined,
  };
}

const decoder = new TextDecoder();

const textOf = (bytes: Uint8Array, from: number, to: number): string => decoder.decode(bytes.subarray(from, to));

/** A traceback that begins at once has no message above it. */
const firstLine = (message: string): string => {
  const [line = ''] = message.split('\n');
  return line.trimStart().startsWith('Traceback (most recent call last)') ? '' : line.trim();
};

function factsOf(bytes: Uint8Array, told: PhraseMatch, columnId: string | undefined): RequestFacts {
  const part = (from: number, to: number): string | undefined => (to > 0 ? textOf(bytes, from, to) : undefined);
  const status = part(told.statusFrom, told.statusTo);
  return {
    id: part(told.idFrom, told.idTo) ?? columnId,
    method: part(told.methodFrom, told.methodTo),
    target: part(told.targetFrom, told.targetTo),
    status: status === undefined ? undefined : Number(status),
    durationUs: Number.isNaN(told.durationUs) ? undefined : told.durationUs,
  };
}

/**
 * The request id in a message that is no phrase (`job 17 broke off`): the word that looks like the ids of this log, behind
 * the word that stands before them in its phrases, or the only one that looks like an id at all.
 */
function idIn(message: string, phrases: readonly Phrase[]): string | undefined {
  const nouns = new Set(phrases.flatMap(({ template }) => /(\S+) \S*\{id\}/.exec(template)?.[1] ?? []));
  if (!phrases.some(({ template }) => template.includes('{id}'))) return undefined;
  const words = wordsOf(message);
  const named = words.find(({ kind }, at) => isIdLike(kind) && nouns.has(words[at - 1]?.core ?? ''));
  const ids = words.filter(({ kind }) => kind === 'id');
  return (named ?? (ids.length === 1 ? ids[0] : undefined))?.core;
}

const isIdLike = (kind: string): boolean => kind === 'id' || kind === 'number';
