import { digits, digitsEnd } from '../lib/digits.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, wallMicros } from '../model/time.ts';
import { microsAtMidnight } from './calendar.ts';
import { NOT_STATED } from './format.ts';
import type { ReadTime } from './wall-time.ts';

const SPACE = 0x20;
const COMMA = 0x2c;
const SLASH = 0x2f;
const COLON = 0x3a;
const UPPER_A = 0x41;
const UPPER_M = 0x4d;
const UPPER_P = 0x50;

/** `11/23/2026 01:46:31 PM`, `1/3/2026, 1:46:31 AM`: month first, as those who count the hours twice a day write it. */
export const readTwelveHourTime: ReadTime = (bytes, at, into) => {
  const monthEnd = digitsEnd(bytes, at);
  const dayEnd = digitsEnd(bytes, monthEnd + 1);
  const year = dayEnd + 1;
  if (bytes[monthEnd] !== SLASH || bytes[dayEnd] !== SLASH || digitsEnd(bytes, year) !== year + 4) return false;
  const hour = bytes[year + 4] === COMMA ? year + 6 : year + 5;
  const [month, day] = [digits(bytes, at, monthEnd - at), digits(bytes, monthEnd + 1, dayEnd - monthEnd - 1)];
  const midnight = microsAtMidnight(digits(bytes, year, 4), month, day);
  const time = timeOfDay(bytes, hour, digitsEnd(bytes, hour));
  if (!(midnight >= 0) || !(time >= 0)) return false;
  into.wall = wallMicros(midnight + time);
  into.offsetMin = NOT_STATED;
  into.precisionUs = MICROS_PER_SECOND;
  into.end = digitsEnd(bytes, hour) + ':46:31 PM'.length;
  return true;
};

/** Microseconds since midnight of the `1:46:31 PM` at `at`, of which the hour ends at `minute`; -1 where there is none. */
function timeOfDay(bytes: Uint8Array, at: number, minute: number): number {
  const hour = digits(bytes, at, minute - at);
  const [minutes, seconds] = [digits(bytes, minute + 1, 2), digits(bytes, minute + 4, 2)];
  const afternoon = halfAt(bytes, minute + 6);
  const isClock = bytes[minute] === COLON && bytes[minute + 3] === COLON && minute - at <= 2;
  const isInRange = Math.min(minutes, seconds) >= 0 && Math.max(minutes, seconds) <= 59 && hour >= 1 && hour <= 12;
  if (!isClock || !isInRange || afternoon < 0) return -1;
  return (
    ((hour % 12) + 12 * afternoon) * 60 * MICROS_PER_MINUTE + minutes * MICROS_PER_MINUTE + seconds * MICROS_PER_SECOND
  );
}

/** 0 for ` AM`, 1 for ` PM`, else -1. */
function halfAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== SPACE || bytes[at + 2] !== UPPER_M) return -1;
  return bytes[at + 1] === UPPER_P ? 1 : bytes[at + 1] === UPPER_A ? 0 : -1;
}
