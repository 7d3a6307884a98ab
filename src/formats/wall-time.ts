import { digits, digitsEnd } from '../lib/digits.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, wallMicros, type WallMicros } from '../model/time.ts';
import { namedOffset, namesSeveral, upperCaseEnd } from './zone-names.ts';
import { monthNamed, isWeekday, microsAtMidnight } from './calendar.ts';
import { NOT_STATED } from './format.ts';
import { takeHalfOfDay } from './half-day.ts';

/** Scratch that a reader of times fills: one object a scan, reused. After `false` its content means nothing. */
export interface WallTime {
  wall: WallMicros;
  /** Minutes from UTC as stated; NOT_STATED where no zone stands there. */
  offsetMin: number;
  /** Microseconds of the finest unit written: 1_000_000, 1_000 (one to three decimals) or 1 (more). */
  precisionUs: number;
  /** Offset of the first byte after the time. */
  end: number;
}

/** Reads the time that begins at byte `at`; false if none does or a part is out of range. Allocates nothing, never throws. */
export type ReadTime = (bytes: Uint8Array, at: number, into: WallTime) => boolean;

/**
 * The year taken where a line states none and nobody knows better. It is a leap year, so that 29 Feb exists; no other
 * log is as old, so that a reading within it is known to lack its year.
 */
export const YEAR_NOT_STATED = 1972;

const SPACE = 0x20;
const PLUS = 0x2b;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;
const COLON = 0x3a;
const OPEN = 0x5b;
const UPPER_T = 0x54;
const UPPER_Z = 0x5a;

const MAX_DECIMALS = 9;
const NUMERIC_BYTES = '2021-03-12 09:57:45'.length;
const CLOCK_BYTES = '09:57:45'.length;
const MAX_OFFSET_MIN = 14 * 60;

/** A scratch for the readers below. */
export const newWallTime = (): WallTime => ({
  wall: wallMicros(NaN),
  offsetMin: NOT_STATED,
  precisionUs: MICROS_PER_SECOND,
  end: 0,
});

/** `2021-03-12 09:57:45,146`, `2026-11-23T09:33:29.317267+00:00`, `2026-11-23 08:51:06 +0000`: fraction and zone optional. */
export const readIsoTime: ReadTime = (bytes, at, into) =>
  at + NUMERIC_BYTES <= bytes.length && bytes[at + 4] === DASH && readNumericDate(bytes, at, into);

/** `2026/11/23 08:36:01`: nginx's and Go's error logs; fraction and zone optional. */
export const readSlashTime: ReadTime = (bytes, at, into) =>
  at + NUMERIC_BYTES <= bytes.length && bytes[at + 4] === SLASH && readNumericDate(bytes, at, into);

/** `23/Nov/2026:09:45:03 +0000` (access logs), `23/Nov/2026:09:29:25.505` (HAProxy): fraction and zone optional. */
export const readClfTime: ReadTime = (bytes, at, into) =>
  bytes[at + 2] === SLASH &&
  (bytes[at + 11] === COLON || bytes[at + 11] === SPACE) &&
  readNamedMonthDate(bytes, at, into);

/** `23-Nov-2026 09:19:07` (PHP), `23 Nov 2026 09:19:07,123` (log4j's DATE, Redis, mail): fraction and zone optional. */
export const readNamedMonthTime: ReadTime = (bytes, at, into) =>
  (bytes[at + 2] === DASH || bytes[at + 2] === SPACE) &&
  bytes[at + 11] === SPACE &&
  readNamedMonthDate(bytes, at, into);

/** `23.11.2026 08:11:41`, `23-11-2026 08:11:41`: day first, as dots and dashes tell; fraction and zone optional. */
export const readDottedTime: ReadTime = (bytes, at, into) => {
  const mark = bytes[at + 2];
  if ((mark !== DOT && mark !== DASH) || bytes[at + 5] !== mark || bytes[at + 10] !== SPACE) return false;
  if (!readClock(bytes, at + 11, into)) return false;
  readZone(bytes, into.end, into);
  return placeOnDay(into, microsAtMidnight(digits(bytes, at + 6, 4), digits(bytes, at + 3, 2), digits(bytes, at, 2)));
};

/** `28/11/2026 08:11:41`, `28/11/2026, 08:11:41,123`: day first, as most of the world writes it; fraction and zone optional. */
export const readDayFirstTime: ReadTime = (bytes, at, into) =>
  readSlashedDay(bytes, at, into) &&
  placeOnDay(into, microsAtMidnight(digits(bytes, at + 6, 4), digits(bytes, at + 3, 2), digits(bytes, at, 2)));

/** `11/28/2026 08:11:41`: month first; to be asked only where no day stands first. */
export const readMonthFirstTime: ReadTime = (bytes, at, into) =>
  readSlashedDay(bytes, at, into) &&
  placeOnDay(into, microsAtMidnight(digits(bytes, at + 6, 4), digits(bytes, at, 2), digits(bytes, at + 3, 2)));

/** `11-28-2026 08:11:41`: month first; to be asked only where no day stands first. */
export const readDashedMonthFirstTime: ReadTime = (bytes, at, into) => {
  if (bytes[at + 2] !== DASH || bytes[at + 5] !== DASH || bytes[at + 10] !== SPACE) return false;
  if (!readClock(bytes, at + 11, into)) return false;
  readZone(bytes, into.end, into);
  return placeOnDay(into, microsAtMidnight(digits(bytes, at + 6, 4), digits(bytes, at, 2), digits(bytes, at + 3, 2)));
};

/** `28/11/2026 08:11:41`, of which it reads the time of day. */
const readSlashedDay: ReadTime = (bytes, at, into) => {
  if (bytes[at + 2] !== SLASH || bytes[at + 5] !== SLASH || digitsEnd(bytes, at + 6) !== at + 10) return false;
  const clock = bytes[at + 10] === COMMA ? at + 11 : at + 10;
  if (bytes[clock] !== SPACE || !readClock(bytes, clock + 1, into)) return false;
  readZone(bytes, into.end, into);
  return true;
};

/** `[11/23/26 08:11:41]`: month first, and behind a bracket, as rich writes it in the C locale (RichHandler's `[%x %X]`). */
export const readShortYearTime: ReadTime = (bytes, at, into) =>
  bytes[at - 1] === OPEN &&
  bytes[at + 2] === SLASH &&
  bytes[at + 5] === SLASH &&
  bytes[at + 8] === SPACE &&
  readClock(bytes, at + 9, into) &&
  placeOnDay(into, microsAtMidnight(2000 + digits(bytes, at + 6, 2), digits(bytes, at, 2), digits(bytes, at + 3, 2)));

/** `20261123T081141.123`, `20261123-081141`, `20261123 08:11:41`: ISO 8601's basic form; fraction and zone optional. */
export const readBasicTime: ReadTime = (bytes, at, into) => {
  const separator = bytes[at + 8];
  if (separator !== SPACE && separator !== UPPER_T && separator !== DASH) return false;
  if (digitsEnd(bytes, at) !== at + 8) return false;
  const isPacked = digitsEnd(bytes, at + 9) === at + 15;
  if (!(isPacked ? readPackedClock(bytes, at + 9, into) : readClock(bytes, at + 9, into))) return false;
  readZone(bytes, into.end, into);
  return placeOnDay(into, microsAtMidnight(digits(bytes, at, 4), digits(bytes, at + 4, 2), digits(bytes, at + 6, 2)));
};

/** Reader of `Nov 23 09:33:29` and `Nov  3 09:33:29.123456` (syslog, journalctl), which state no year: `year` is taken. */
export const syslogTimeOf =
  (year: number): ReadTime =>
  (bytes, at, into) => {
    // Some write a day below ten with one character alone.
    if (bytes[at + 5] === SPACE && bytes[at + 3] === SPACE && readClock(bytes, at + 6, into))
      return placeOnDay(into, microsAtMidnight(year, monthNamed(bytes, at), digits(bytes, at + 4, 1)));
    if (!readMonthDayClock(bytes, at, into)) return false;
    return placeOnDay(into, microsAtMidnight(year, monthNamed(bytes, at), paddedDay(bytes, at + 4)));
  };

/** `Mon Nov 23 09:18:50 2026` (ctime: uWSGI, dmesg -T, Apache's error log, where a fraction follows the seconds). */
export const readCtime: ReadTime = (bytes, at, into) => {
  const month = at + 4;
  if (bytes[at + 3] !== SPACE || !isWeekday(bytes, at) || !readMonthDayClock(bytes, month, into)) return false;
  const year = into.end + 1;
  if (bytes[into.end] !== SPACE || digitsEnd(bytes, year) !== year + 4) return false;
  into.end = year + 4;
  return placeOnDay(
    into,
    microsAtMidnight(digits(bytes, year, 4), monthNamed(bytes, month), paddedDay(bytes, month + 4)),
  );
};

/** `1795424000`, `1795424000.123456`, `1795424000123` (ms), `1795424000123456` (µs): time since the epoch, which is UTC. */
export const readEpochTime: ReadTime = (bytes, at, into) => {
  const end = digitsEnd(bytes, at);
  into.offsetMin = 0;
  into.end = end;
  if (end - at === 10) {
    into.wall = wallMicros(digits(bytes, at, 10) * MICROS_PER_SECOND);
    into.precisionUs = MICROS_PER_SECOND;
    return readFraction(bytes, end, into);
  }
  if (end - at !== 13 && end - at !== 16) return false;
  into.precisionUs = end - at === 13 ? 1_000 : 1;
  into.wall = wallMicros(digits(bytes, at, end - at) * into.precisionUs);
  return true;
};

const readNumericDate: ReadTime = (bytes, at, into) => {
  const separator = bytes[at + 10];
  if ((separator !== SPACE && separator !== UPPER_T) || bytes[at + 7] !== bytes[at + 4]) return false;
  if (!readClock(bytes, at + 11, into)) return false;
  readZone(bytes, into.end, into);
  return placeOnDay(into, microsAtMidnight(digits(bytes, at, 4), digits(bytes, at + 5, 2), digits(bytes, at + 8, 2)));
};

const readNamedMonthDate: ReadTime = (bytes, at, into) => {
  if (bytes[at + 6] !== bytes[at + 2] || !readClock(bytes, at + 12, into)) return false;
  readZone(bytes, into.end, into);
  return placeOnDay(into, microsAtMidnight(digits(bytes, at + 7, 4), monthNamed(bytes, at + 3), digits(bytes, at, 2)));
};

/** `Nov  3 09:33:29`: leaves the time of day in `into`. */
const readMonthDayClock: ReadTime = (bytes, at, into) =>
  bytes[at + 3] === SPACE && bytes[at + 6] === SPACE && readClock(bytes, at + 7, into);

const paddedDay = (bytes: Uint8Array, at: number): number =>
  bytes[at] === SPACE ? digits(bytes, at + 1, 1) : digits(bytes, at, 2);

/** Sets a time of day on the day that begins at `midnight`, microseconds since the epoch; false where the calendar has none. */
export const placeOnDay = (into: WallTime, midnight: number): boolean => {
  into.wall = wallMicros(midnight + into.wall);
  return midnight >= 0;
};

/** Reader of a time of day of which each part begins `step` bytes after the one before. A leap second (`:60`) is the next minute's first. */
const clockReader =
  (step: number): ReadTime =>
  (bytes, at, into) => {
    const hour = digits(bytes, at, 2);
    const minute = digits(bytes, at + step, 2);
    const second = digits(bytes, at + 2 * step, 2);
    if (Math.min(hour, minute, second) < 0 || hour > 23 || minute > 59 || second > 60) return false;
    into.wall = wallMicros((hour * 60 + minute) * MICROS_PER_MINUTE + second * MICROS_PER_SECOND);
    into.offsetMin = NOT_STATED;
    into.precisionUs = MICROS_PER_SECOND;
    into.end = at + 2 * step + 2;
    return readFraction(bytes, into.end, into);
  };

const readSpacedClock = clockReader(3);

/** `09:57:45` and a fraction: microseconds since midnight, without zone. */
export const readClock: ReadTime = (bytes, at, into) =>
  at + CLOCK_BYTES <= bytes.length &&
  bytes[at + 2] === COLON &&
  bytes[at + 5] === COLON &&
  readSpacedClock(bytes, at, into);

/** `095745` and a fraction. */
const readPackedClock = clockReader(2);

/** `.5` … `,123456789`, cut to microseconds; false where digits go on that are no fraction of this kind. */
export const readFraction: ReadTime = (bytes, at, into) => {
  if (at >= bytes.length) return true;
  const marked = bytes[at] === DOT || bytes[at] === COMMA;
  const end = digitsEnd(bytes, marked ? at + 1 : at);
  if (!marked) return end === at;
  const decimals = end - at - 1;
  if (decimals === 0) return true;
  if (decimals > MAX_DECIMALS) return false;
  into.wall = wallMicros(into.wall + fractionUs(bytes, at + 1, decimals));
  into.precisionUs = decimals > 3 ? 1 : 1_000;
  into.end = end;
  return true;
};

const fractionUs = (bytes: Uint8Array, at: number, decimals: number): number => {
  const kept = Math.min(decimals, 6);
  let value = digits(bytes, at, kept);
  for (let place = kept; place < 6; place++) value *= 10;
  return value;
};

/** `Z`, `+0800`, `+08:00`, or one of the latter two or a zone's name after a space; where none stands, nothing is read; a name of several states none. */
export const readZone = (bytes: Uint8Array, behind: number, into: WallTime): void => {
  takeHalfOfDay(bytes, behind, into);
  const at = into.end;
  if (at >= bytes.length) return;
  if (bytes[at] === UPPER_Z) {
    into.offsetMin = 0;
    into.end = at + 1;
    return;
  }
  const sign = bytes[at] === SPACE ? at + 1 : at;
  if (bytes[sign] === PLUS || bytes[sign] === DASH) readOffset(bytes, sign, into);
  else if (sign > at) readNamedZone(bytes, sign, into);
};

const readNamedZone = (bytes: Uint8Array, at: number, into: WallTime): void => {
  const end = upperCaseEnd(bytes, at);
  if (end - at !== 3 && end - at !== 4) return;
  const offset = namedOffset(bytes, at, end);
  if (offset === undefined && !namesSeveral(bytes, at, end)) return;
  into.offsetMin = offset ?? NOT_STATED;
  into.end = end;
};

const readOffset = (bytes: Uint8Array, sign: number, into: WallTime): void => {
  const minutesAt = bytes[sign + 3] === COLON ? sign + 4 : sign + 3;
  const minutes = digits(bytes, minutesAt, 2);
  const offset = digits(bytes, sign + 1, 2) * 60 + minutes;
  if (digitsEnd(bytes, minutesAt) !== minutesAt + 2 || minutes > 59 || offset < 0 || offset > MAX_OFFSET_MIN) return;
  into.offsetMin = bytes[sign] === DASH ? 0 - offset : offset;
  into.end = minutesAt + 2;
};
