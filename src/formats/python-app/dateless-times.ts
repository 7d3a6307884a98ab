import { digits } from '../../lib/digits.ts';
import { wallMicros } from '../../model/time.ts';
import { microsAtMidnight } from '../calendar.ts';
import type { LogSample } from '../format.ts';
import { readClock, type ReadTime, syslogTimeOf } from '../wall-time.ts';
import { shortYearColumns, shortYearTime } from './short-year-times.ts';

const DASH = 0x2d;
const SPACE = 0x20;
/** INFO, WARNING, ERROR, FATAL */
const LEVEL_LETTERS: readonly number[] = ['I', 'W', 'E', 'F'].map((letter) => letter.charCodeAt(0));

/** Time columns that state no date: `time:of20261123` is a time of day on that one, `time:in2026` a day of that year. */
const OF_DAY = 'time:of';
const IN_YEAR = 'time:in';

/** `09:45:03,146`: read as of the day, YYYYMMDD. */
const clockOn = (day: number): ReadTime => {
  const midnight = microsAtMidnight(Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100);
  return (bytes, at, into) => {
    if (!readClock(bytes, at, into)) return false;
    into.wall = wallMicros(midnight + into.wall);
    return true;
  };
};

/** `11-23 09:45:03,146`, `Nov 23 09:45:03`, or `I1123 09:45:03.146123` as glog, klog and absl write it. */
const dayIn = (year: number): ReadTime => {
  const named = syslogTimeOf(year);
  return (bytes, at, into) => {
    const isNumeric = bytes[at + 2] === DASH || LEVEL_LETTERS.includes(bytes[at] ?? 0);
    if (!isNumeric || bytes[at + 5] !== SPACE || !readClock(bytes, at + 6, into)) return named(bytes, at, into);
    const month = bytes[at + 2] === DASH ? at : at + 1;
    const midnight = microsAtMidnight(year, digits(bytes, month, 2), digits(bytes, at + 3, 2));
    into.wall = wallMicros(midnight + into.wall);
    return midnight >= 0;
  };
};

/** The reader of a time column without a date, or without its century; `undefined` if it is none. */
export const datelessTime = (name: string): ReadTime | undefined => {
  if (name.startsWith(OF_DAY)) return clockOn(Number(name.slice(OF_DAY.length)));
  return name.startsWith(IN_YEAR) ? dayIn(Number(name.slice(IN_YEAR.length))) : shortYearTime(name);
};

/** What a sample without dates may be read by. */
export type KnownDays = Pick<LogSample, 'day' | 'assumedYear' | 'assumedDay'>;

/**
 * The columns without a date as which a sample may be read, by the day (YYYYMMDD) to which all else in the case belongs; else by the
 * year and the day that are assumed of it.
 */
export function datelessColumns({ day, assumedYear, assumedDay }: KnownDays): readonly string[] {
  const year = day === undefined ? assumedYear : Math.floor(day / 10_000);
  const ofDay = day ?? assumedDay;
  return [
    ...(year === undefined ? [] : [`${IN_YEAR}${String(year)}`, ...shortYearColumns(year)]),
    ...(ofDay === undefined ? [] : [`${OF_DAY}${String(ofDay)}`]),
  ];
}

/** True if the column would be read as of one day, whatever day it is. */
export const isOfOneDay = (head: string): boolean => head.includes(`{${OF_DAY}`);
