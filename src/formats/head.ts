import { PRECISION_US, type Stamp, wallMicros } from '../model/time.ts';
import { type Head, NOT_STATED } from './format.ts';

/** A fresh scratch head, nothing stated yet. */
export const newHead = (): Head => ({
  wall: wallMicros(Number.NaN),
  offsetMin: NOT_STATED,
  precisionUs: 1,
  pid: NOT_STATED,
  idFrom: 0,
  idTo: 0,
  keyFrom: 0,
  keyTo: 0,
  durationUs: Number.NaN,
  hasFailed: false,
  isWhole: false,
  messageFrom: NOT_STATED,
  isGrave: false,
  lines: 0,
});

/** Makes a used head fresh again, in place: `starts` of the next record may fill only what its line states. */
export function clearHead(head: Head): void {
  head.wall = wallMicros(Number.NaN);
  head.offsetMin = NOT_STATED;
  head.precisionUs = 1;
  head.pid = NOT_STATED;
  head.idFrom = 0;
  head.idTo = 0;
  head.keyFrom = 0;
  head.keyTo = 0;
  head.durationUs = Number.NaN;
  head.hasFailed = false;
  head.isWhole = false;
  head.messageFrom = NOT_STATED;
  head.isGrave = false;
  head.lines = 0;
}

/** Lets a head state a time. */
export function setStamp(head: Head, { wall, offsetMin, precision }: Stamp): void {
  head.wall = wall;
  head.offsetMin = offsetMin ?? NOT_STATED;
  head.precisionUs = PRECISION_US[precision];
}
