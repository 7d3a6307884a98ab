import type { Layout } from '../../model/layout.ts';
import type { Format, Head, Learnt, LogSample, Reader, RecordClass } from '../format.ts';
import { NOT_STATED } from '../format.ts';
import { holdsTraceback } from '../traceback-marks.ts';
import { compileHead, isGrave, newHeadMatch } from './head-template.ts';
import { learnHead } from './learn-head.ts';
import { learnPhrases } from './learn-phrases.ts';
import { compilePhrase, type MatchPhrase, newPhraseMatch, type PhraseMatch } from './phrase-matcher.ts';
import { recordReader } from './read-record.ts';
import { sampleRecords } from './sample-records.ts';
import { samples } from './samples.ts';

const ID = 'python-app';
/** Heads by chance are rare; a log has them on a good part of its lines. */
const MIN_SHARE = 0.05;
// 2026/11/23 09:46:16 [error] 10600#10600: *278 upstream prematurely closed connection …
const NGINX_ERROR = /^\d{4}\/\d\d\/\d\d [\d:]+ \[\w+\] \d+#\d+: /;

/** Lines that may be heads of an application's records: what is indented or JSON is none. */
const isCandidate = (line: string): boolean => /^[^\s{}]/.test(line) && !NGINX_ERROR.test(line);
/** A time near the line's beginning, or a level word at it. */
const HAS_TIME = /^.{0,48}?\d\d:\d\d:\d\d/;
const HAS_LEVEL = /^\[?(?:DEBUG|INFO|WARNING|ERROR|CRITICAL)\b/;

function learn({ lines, workerPids }: LogSample): Learnt | undefined {
  const candidates = lines.filter(isCandidate);
  const timed = candidates.filter((line) => HAS_TIME.test(line));
  const heads = timed.length > 0 ? timed : candidates.filter((line) => HAS_LEVEL.test(line));
  const line = learnHead(heads, workerPids);
  if (line === undefined) return undefined;
  const head = withBody(line, lines);
  const records = sampleRecords(lines, head);
  const share = records.length / Math.max(1, candidates.length);
  if (records.length === 0 || share < MIN_SHARE) return undefined;
  return { share, layout: { format: ID, head, phrases: learnPhrases(records) } };
}

/** Where nothing follows the head on its line, the message stands on the next one, indented. */
function withBody(head: string, lines: readonly string[]): string {
  const onOwnLine = sampleRecords(lines, head);
  if (onOwnLine.length === 0 || onOwnLine.some(({ message }) => message.trim() !== '')) return head;
  const body = lines.find((line) => /^\s+\S/.test(line));
  const indent = /^\s+/.exec(body ?? '')?.[0];
  return indent === undefined ? head : head.replace('{message}', `\n${indent}{message}`);
}

function open(layout: Layout): Reader {
  const [headLine = ''] = layout.head.split('\n');
  const startsHead = compileHead(headLine);
  const wholeHead = compileHead(layout.head);
  const phrases = layout.phrases.map(({ edge, template }) => ({ edge, match: compilePhrase({ edge, template }) }));
  const found = newHeadMatch();
  const told = newPhraseMatch();
  return {
    starts(bytes: Uint8Array, from: number, to: number, head: Head): boolean {
      found.pid = NOT_STATED;
      found.offsetMin = NOT_STATED;
      found.wall = head.wall;
      if (!startsHead(bytes, from, to, found)) return false;
      head.wall = found.wall;
      head.offsetMin = found.offsetMin;
      head.precisionUs = found.precisionUs;
      head.pid = found.pid;
      return true;
    },
    classify(bytes: Uint8Array, from: number, to: number, head: Head): RecordClass {
      if (!wholeHead(bytes, from, to, found)) return holdsTraceback(bytes, from, to) ? 'notable' : 'plain';
      if (bytes[to - 1] !== undefined && isLong(bytes, found.messageAt, to) && holdsTraceback(bytes, from, to))
        return 'notable';
      const edge = edgeOf(phrases, bytes, { from: found.messageAt, to }, told);
      if (edge === undefined) return isGrave(found.level) ? 'notable' : 'plain';
      setKey(head, found, told);
      return edge;
    },
    read: recordReader(layout),
  };
}

const LINE_FEED = 10;

/** True if the record goes on below its message's first line: only then can it tell a traceback. */
function isLong(bytes: Uint8Array, messageAt: number, to: number): boolean {
  for (let at = messageAt; at < to; at += 1) if (bytes[at] === LINE_FEED) return true;
  return false;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function edgeOf(
  phrases: readonly { readonly edge: 'start' | 'end'; readonly match: MatchPhrase }[],
  bytes: Uint8Array,
  { from, to }: Range,
  told: PhraseMatch,
): 'start' | 'end' | undefined {
  for (const { edge, match } of phrases) if (match(bytes, from, to, told)) return edge;
  return undefined;
}

/** Requests are told apart by the id that the phrase or the head holds, else by what they ask for. */
function setKey(head: Head, { idFrom, idTo }: { idFrom: number; idTo: number }, told: PhraseMatch): void {
  head.durationUs = told.durationUs;
  head.idFrom = told.idTo > 0 ? told.idFrom : idFrom;
  head.idTo = told.idTo > 0 ? told.idTo : idTo;
  head.keyFrom = told.targetTo > 0 ? told.targetFrom : 0;
  head.keyTo = told.targetTo;
}

/** What Python applications log, in whatever layout: columns and the phrases around requests are found by themselves. */
export const pythonApp: Format = {
  id: ID,
  title: "a Python application's log",
  docs: 'https://docs.python.org/3/library/logging.html#logrecord-attributes',
  samples,
  learn,
  open,
};
