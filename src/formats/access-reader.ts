import { logBytes } from '../lib/log-bytes.ts';
import type { LogEvent } from '../model/event.ts';
import type { RawRecord } from '../model/line.ts';
import { type AccessMatch, clearAccessMatch, newAccessMatch, SPAN } from './access-match.ts';
import type { Step } from './access-steps.ts';
import type { Head, Reader, RecordClass } from './format.ts';

/** Matches the line bytes[from, to), with or without its carriage return. Allocates nothing, never throws. */
export type MatchLine = (bytes: Uint8Array, from: number, to: number, found: AccessMatch) => boolean;

/** What tells one writer of access lines from another. */
export interface AccessReading {
  readonly matches: MatchLine;
  /** True for the line of a request that failed. Allocates nothing. */
  readonly hasFailed: (bytes: Uint8Array, found: AccessMatch) => boolean;
  readonly read: (record: RawRecord) => readonly LogEvent[];
}

const LINE_END = 0x0a;
const REQUEST_TIMEOUT = 408;
/** nginx' own: the client has left. */
const CLIENT_LEFT = 499;

export const isFailure = (status: number): boolean =>
  status >= 500 || status === CLIENT_LEFT || status === REQUEST_TIMEOUT;

/** Reader of a log in which each line sums up one request at its end. */
export function accessReader({ matches, hasFailed, read }: AccessReading): Reader {
  const found = newAccessMatch();
  const starts = (bytes: Uint8Array, from: number, to: number, head: Head): boolean => {
    if (!matches(bytes, from, to, found)) return false;
    head.wall = found.time.wall;
    head.offsetMin = found.time.offsetMin;
    head.precisionUs = found.time.precisionUs;
    head.pid = found.pid;
    head.durationUs = found.durationUs;
    head.idFrom = found.spans[SPAN.id] ?? 0;
    head.idTo = found.spans[SPAN.id + 1] ?? 0;
    head.hasFailed = hasFailed(bytes, found);
    head.isWhole = true;
    return true;
  };
  return {
    starts,
    classify(bytes: Uint8Array, from: number, to: number, head: Head): RecordClass {
      if (!head.isWhole && !starts(bytes, from, firstLineEnd(bytes, from, to), head)) return 'plain';
      return head.hasFailed ? 'failed' : 'whole';
    },
    read,
  };
}

const firstLineEnd = (bytes: Uint8Array, from: number, to: number): number => {
  const end = bytes.indexOf(LINE_END, from);
  return end < 0 || end > to ? to : end;
};

const CARRIAGE_RETURN = 0x0d;

/** A match of whole lines by any of these formats, tried in order. */
export const matchAny =
  (formats: readonly Step[]): MatchLine =>
  (bytes, from, to, found) => {
    const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
    for (const step of formats) {
      clearAccessMatch(found, end - from);
      // One that was tried before may have stopped half-way; a lone one fills all that it has.
      if (formats.length > 1) found.spans.fill(0);
      if (step(bytes, from, end, found)) return true;
    }
    return false;
  };

/** The match as a test of single lines, for learning. */
export function testOf(matches: MatchLine): (line: string) => boolean {
  const found = newAccessMatch();
  return (line) => {
    const bytes = logBytes(line);
    return matches(bytes, 0, bytes.length, found);
  };
}
