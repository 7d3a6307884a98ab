import { digits, digitsEnd } from '../lib/digits.ts';
import type { Head } from '../formats/format.ts';
import { readMonthDayYearTime, readTwelveHourTime } from '../formats/twelve-hour-time.ts';
import {
  newWallTime,
  readClfTime,
  readCtime,
  readNamedMonthTime,
  readDottedTime,
  readIsoTime,
  readShortYearTime,
  readSlashTime,
  type ReadTime,
  syslogTimeOf,
  type WallTime,
  YEAR_NOT_STATED,
} from '../formats/wall-time.ts';

const TIMES: readonly ReadTime[] = [
  readIsoTime,
  readSlashTime,
  readShortYearTime,
  readClfTime,
  readNamedMonthTime,
  readCtime,
  readDottedTime,
  readTwelveHourTime,
  readMonthDayYearTime,
  syslogTimeOf(YEAR_NOT_STATED),
];

const OPEN = 0x5b;
/** Ruby's logger writes its pid so: `[2014-08-21T10:08:04.123456 #31]`. */
const HASH = 0x23;
const CLOSE = 0x5d;
const MAX_PID_DIGITS = 7;

interface Extent {
  readonly from: number;
  readonly to: number;
}

const readAnyTime = (bytes: Uint8Array, at: number, into: WallTime): boolean =>
  TIMES.some((read) => read(bytes, at, into));

/**
 * Fills time and pid of `head` from whatever stands before a message at byte `to`: the last time that is written there, and
 * the last number that stands alone in brackets after it.
 */
export function readSpokenHead(bytes: Uint8Array, { from, to }: Extent, head: Head): void {
  const time = newWallTime();
  for (let at = from; at < to; at++) {
    if (bytes[at] === OPEN || bytes[at] === HASH) readPid(bytes, { from: at + 1, to }, head);
    if (!readAnyTime(bytes, at, time) || time.end > to) continue;
    head.wall = time.wall;
    head.offsetMin = time.offsetMin;
    head.precisionUs = time.precisionUs;
    at = time.end - 1;
  }
}

const SPACE = 0x20;

/** Fills the pid of `head` from `[14537] ` right before a message at byte `to`: whose words they are, whatever its collector's head says. */
export function readSpeaker(bytes: Uint8Array, { from, to }: Extent, head: Head): void {
  const close = to - 2;
  if (close <= from || bytes[close] !== CLOSE || bytes[to - 1] !== SPACE) return;
  const open = bytes.lastIndexOf(OPEN, close);
  if (open >= from) readPid(bytes, { from: open + 1, to }, head);
}

function readPid(bytes: Uint8Array, { from: at, to }: Extent, head: Head): void {
  const end = digitsEnd(bytes, at);
  if (end > at && end - at <= MAX_PID_DIGITS && end < to && bytes[end] === CLOSE)
    head.pid = digits(bytes, at, end - at);
}
