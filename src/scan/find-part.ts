import { NEWLINE } from '../lib/newline.ts';
import type { AskedWindow } from '../model/asked-window.ts';
import type { Stamp } from '../model/time.ts';
import { SURVEY } from './block.ts';
import { comparable } from '../model/comparable.ts';
import { FIRST_LINE } from './cut-blocks.ts';
import type { Readers } from './readers.ts';
import { scanBlock } from './scan-block.ts';
import { isAfter, isBefore } from './window-bounds.ts';

/** The earliest and the latest time of some records. */
interface Times {
  readonly first: Stamp;
  readonly last: Stamp;
}

/** Whole lines of a source: bytes [byteFrom, byteTo). */
export interface Part {
  readonly byteFrom: number;
  readonly byteTo: number;
}

/** A log of which any bytes [from, to) can be read, as far as they are there. */
export interface ProbedLog {
  readonly bytes: number;
  readonly read: (from: number, to: number) => Buffer;
}

const PROBE_BYTES = 4 * 1024;
/** A record without a time for longer than this is none that we understand. */
const MOST_PROBED_BYTES = 4 * 1024 * 1024;
/** Several processes write one log, and access lines state when a request began: so far times may run back. */
const DISORDER_US = 5 * 60 * 1_000_000;

/**
 * Finds by probing where records of a window stand in a log whose times run on. Some more may lie in the part, as probes are coarse.
 * `undefined`: its times do not run on, or it states none.
 */
export function partWithin(log: ProbedLog, readers: Readers, window: AskedWindow): Part | undefined {
  const probe = onceFor((at) => timesFrom(at, log, readers));
  if (!runsOn(probe(0), probe(Math.max(0, log.bytes - PROBE_BYTES)))) return undefined;
  const start = firstPlace(log, probe, ({ last }) => !isBefore(last, window));
  const end = firstPlace(log, probe, ({ first }) => isAfter(first, window));
  if (!start || !end) return undefined;
  const byteFrom = lineStart(start.before, log);
  return { byteFrom, byteTo: Math.max(byteFrom, lineEnd(end.after, log)) };
}

type Probe = (at: number) => Times | 'hole' | undefined;

/** Both ends of a window are looked for by halving the same log: most of the way is the same. */
function onceFor(probe: Probe): Probe {
  const probed = new Map<number, ReturnType<Probe>>();
  return (at) => {
    if (!probed.has(at)) probed.set(at, probe(at));
    return probed.get(at);
  };
}

const runsOn = (head: ReturnType<Probe>, tail: ReturnType<Probe>): boolean => {
  if (!head || !tail) return false;
  return head === 'hole' || tail === 'hole' || comparable(tail.last) >= comparable(head.first) - DISORDER_US;
};

/** Between which two bytes the times first pass a test that all later ones pass too. */
function firstPlace({ bytes }: ProbedLog, probe: Probe, isPast: (times: Times) => boolean) {
  let [before, after] = [0, bytes];
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let at = 0; ; at = before + Math.floor((after - before) / 2)) {
    const times = probe(at);
    if (!times) return undefined;
    if (times === 'hole') before = at;
    else {
      const [first, last] = [comparable(times.first), comparable(times.last)];
      if (first < least - DISORDER_US || last > most + DISORDER_US) return undefined;
      if (isPast(times)) [after, most] = [at, last];
      else [before, least] = [at, Math.max(least, first)];
    }
    if (after - before <= PROBE_BYTES) return { before, after };
  }
}

/** The times that records from a byte on state; at the very end, where none may start, the last before. `undefined`: none is seen. */
function timesFrom(at: number, log: ProbedLog, readers: Readers): ReturnType<Probe> {
  for (let length = PROBE_BYTES; length <= MOST_PROBED_BYTES; length *= 4) {
    const looked = log.read(at, Math.min(log.bytes, at + length));
    if (isHole(looked)) return 'hole';
    const times = timesIn(looked, at > 0, readers);
    if (times) return times;
    if (at + length >= log.bytes) return lastTimeBefore(at, log, readers);
  }
  return undefined;
}

/** What is left where a file was emptied under its writer: nothing, and all that is written comes after it. */
const isHole = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

function lastTimeBefore(at: number, { read }: ProbedLog, readers: Readers): Times | undefined {
  for (let length = PROBE_BYTES; at > 0 && length <= MOST_PROBED_BYTES; length *= 4) {
    const from = Math.max(0, at - length);
    const times = timesIn(read(from, at), from > 0, readers);
    if (times) return { first: times.last, last: times.last };
  }
  return undefined;
}

function timesIn(looked: Buffer, isCut: boolean, readers: Readers): Times | undefined {
  const bytes = isCut ? looked.subarray(looked.indexOf(NEWLINE) + 1) : looked;
  const { first, last } = scanBlock({ source: 0, byteOffset: 0, lineFrom: FIRST_LINE, bytes }, readers, SURVEY).findings
    .row;
  return first && last ? { first, last } : undefined;
}

function lineStart(at: number, { read }: ProbedLog): number {
  for (let to = at; to > 0; to = Math.max(0, to - PROBE_BYTES)) {
    const from = Math.max(0, to - PROBE_BYTES);
    const newline = read(from, to).lastIndexOf(NEWLINE);
    if (newline >= 0) return from + newline + 1;
  }
  return 0;
}

function lineEnd(at: number, { bytes, read }: ProbedLog): number {
  for (let from = at; from < bytes; from += PROBE_BYTES) {
    const newline = read(from, Math.min(bytes, from + PROBE_BYTES)).indexOf(NEWLINE);
    if (newline >= 0) return from + newline + 1;
  }
  return bytes;
}
