import { wallMicros } from '../model/time.ts';
import { NOT_STATED } from './format.ts';
import { newWallTime, type WallTime } from './wall-time.ts';

/** Where a range of bytes is kept in `spans`: first and last offset in a row. */
export const SPAN = {
  none: 0,
  request: 2,
  method: 4,
  path: 6,
  query: 8,
  id: 10,
  upstream: 12,
  upstreamStatus: 14,
} as const;

/** Scratch that a match fills: one object a reader, reused. After `false` its content means nothing. */
export interface AccessMatch {
  readonly time: WallTime;
  pid: number;
  /** Where the number ended that was read last. */
  numberEnd: number;
  /** NaN: none. */
  status: number;
  /** NaN: none. */
  durationUs: number;
  /** Two numbers for each of SPAN; both 0: the format has no such column. */
  readonly spans: Int32Array;
  /** Bytes that may still be looked at: a hostile line cannot buy more time than its length pays for. */
  fuel: number;
}

export const newAccessMatch = (): AccessMatch => ({
  ...{ time: newWallTime(), pid: NOT_STATED, numberEnd: 0, status: Number.NaN, durationUs: Number.NaN },
  ...{ spans: new Int32Array(16), fuel: 0 },
});

const LOOKS_PER_BYTE = 16;
const LEAST_FUEL = 4_096;

/** Makes a used scratch fresh for a line of that many bytes. */
export function clearAccessMatch(found: AccessMatch, bytes: number): void {
  found.time.wall = wallMicros(Number.NaN);
  found.time.offsetMin = NOT_STATED;
  found.pid = NOT_STATED;
  found.status = Number.NaN;
  found.durationUs = Number.NaN;
  found.fuel = LEAST_FUEL + LOOKS_PER_BYTE * bytes;
}
