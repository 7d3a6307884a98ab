import { digits, digitsEnd } from '../lib/digits.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, wallMicros } from '../model/time.ts';
import { microsAtMidnight, monthNamed } from './calendar.ts';
import { NOT_STATED } from './format.ts';
import { placeOnDay, readClock, type ReadTime } from './wall-time.ts';

const SPACE = 0x20;
const COMMA = 0x2c;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const AT_SIGN = 0x40;
const UPPER_A = 0x41;
const UPPER_M = 0x4d;
const UPPER_P = 0x50;

/** `11/23/2026 01:46:31 PM`, `1/3/2026, 1:46:31.250 AM`: month first, as those who count the hours twice a day write it. */
export const readTwelveHourTime: ReadTime = (bytes, at, into) => {
  const monthEnd = digitsEnd(bytes, at);
  const dayEnd = digitsEnd(bytes, monthEnd + 1);
  const year = dayEnd + 1;
  if (bytes[monthEnd] !== SLASH || bytes[dayEnd] !== SLASH || digitsEnd(bytes, year) !== year + 4) return false;
  if (!readHalfDayClock(bytes, clockFrom(bytes, year + 4), into)) return false;
  const [month, day] = [digits(bytes, at, monthEnd - at), digits(bytes, monthEnd + 1, dayEnd - monthEnd - 1)];
  return placeOnDay(into, microsAtMidnight(digits(bytes, year, 4), month, day));
};

/** `Nov 23, 2026 @ 09:45:03.123` (Kibana), `Nov 3, 2026 9:45:03 AM` (java.util.logging): without zone. */
export const readMonthDayYearTime: ReadTime = (bytes, at, into) => {
  const dayEnd = digitsEnd(bytes, at + 4);
  const year = dayEnd + 2;
  if (bytes[at + 3] !== SPACE || bytes[dayEnd] !== COMMA || bytes[dayEnd + 1] !== SPACE) return false;
  if (digitsEnd(bytes, year) !== year + 4) return false;
  const clock = clockFrom(bytes, year + 4);
  if (!readHalfDayClock(bytes, clock, into) && !readClock(bytes, clock, into)) return false;
  const day = digits(bytes, at + 4, dayEnd - at - 4);
  return placeOnDay(into, microsAtMidnight(digits(bytes, year, 4), monthNamed(bytes, at), day));
};

/** Where the time of day begins behind a date that ends at this place: after a blank, a comma and a blank, or ` @ `. */
function clockFrom(bytes: Uint8Array, end: number): number {
  if (bytes[end] === COMMA) return end + 2;
  return bytes[end + 1] === AT_SIGN ? end + 3 : end + 1;
}

/** `1:46:31 PM`, `01:46:31.250 AM`: microseconds since midnight, without zone. */
const readHalfDayClock: ReadTime = (bytes, at, into) => {
  const minute = digitsEnd(bytes, at);
  const second = minute + ':46:31'.length;
  const [fraction, half] = fractionAt(bytes, second);
  const time = timeOfDay(bytes, { hour: at, minute, half });
  if (!(time >= 0)) return false;
  into.wall = wallMicros(time + fraction * 1_000);
  into.offsetMin = NOT_STATED;
  into.precisionUs = half === second ? MICROS_PER_SECOND : 1_000;
  into.end = half + ' PM'.length;
  return true;
};

/** The milliseconds that stand at a place, 0 where none do, and where they end. */
function fractionAt(bytes: Uint8Array, at: number): readonly [millis: number, end: number] {
  const isFraction = bytes[at] === DOT || bytes[at] === COMMA;
  return isFraction && digitsEnd(bytes, at + 1) === at + 4 ? [digits(bytes, at + 1, 3), at + 4] : [0, at];
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly half: number;
}

/** Microseconds since midnight of the `1:46:31 PM` of which the hour begins and ends, and the half of the day stands, at these places; -1 where there is none. */
function timeOfDay(bytes: Uint8Array, { hour: at, minute, half }: Clock): number {
  const hour = digits(bytes, at, minute - at);
  const [minutes, seconds] = [digits(bytes, minute + 1, 2), digits(bytes, minute + 4, 2)];
  const afternoon = halfAt(bytes, half);
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
