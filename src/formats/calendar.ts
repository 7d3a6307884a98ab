import { MICROS_PER_MINUTE } from '../model/time.ts';

const MICROS_PER_DAY = 24 * 60 * MICROS_PER_MINUTE;
const DAYS_IN_MONTH: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Years that a log can state; microseconds are exact within. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2254;

const packed = (first: number, second: number, third: number): number => (first << 16) | (second << 8) | third;

const packedNames = (names: string): readonly number[] =>
  names.split(' ').map((name) => packed(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2)));

const MONTHS = packedNames('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec');
const WEEKDAYS = packedNames('Mon Tue Wed Thu Fri Sat Sun');

const packedAt = (bytes: Uint8Array, at: number): number =>
  packed(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);

/** 1 … 12 for the English short name at byte `at`, 0 where none stands there. */
export const monthNamed = (bytes: Uint8Array, at: number): number => MONTHS.indexOf(packedAt(bytes, at)) + 1;

/** True if an English short weekday (`Mon`) stands at byte `at`. */
export const isWeekday = (bytes: Uint8Array, at: number): boolean => WEEKDAYS.includes(packedAt(bytes, at));

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);

/** Days since 1970-01-01 of a valid date after it (H. Hinnant, days_from_civil: years begin in March). */
const daysFromCivil = (year: number, month: number, day: number): number => {
  const marchYear = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + dayOfYear - 719_468;
};

/** Microseconds since the epoch at the start of a day; -1 where the calendar (1970 … 2254) has no such day. */
export const microsAtMidnight = (year: number, month: number, day: number): number => {
  if (year < FIRST_YEAR || year > LAST_YEAR || day < 1 || day > daysIn(year, month)) return -1;
  return daysFromCivil(year, month, day) * MICROS_PER_DAY;
};
