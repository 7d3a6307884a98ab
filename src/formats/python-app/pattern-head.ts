import { NOT_STATED } from '../format.ts';
import type { HeadColumns, HeadMatcher } from './head-matcher.ts';
import { clearHeadColumns } from './head-matcher.ts';
import { levelNamed } from './levels.ts';
import { newWallTime, type ReadTime, syslogTimeOf, YEAR_NOT_STATED } from '../wall-time.ts';
import { takeHalfOfDay } from '../half-day.ts';
import { TIMES } from './times.ts';

/** A pattern sees no more of a line than this: its time must not grow with what somebody else logs. */
const MOST_CHARACTERS = 4_096;

/** The group of a time that states no year, where the year is known: `time_in2026`. */
const TIME_IN_YEAR = 'time_in';
const TIME_GROUP = /\(\?<time(?:_in(?<year>\d{4}))?>/;

/** `Nov 23 08:03:00`, `Nov 23 08:03:00 PM`. */
const yearlessTime = (year: number): ReadTime => {
  const read = syslogTimeOf(year);
  return (bytes, at, into) => {
    if (!read(bytes, at, into)) return false;
    takeHalfOfDay(bytes, into.end, into);
    return true;
  };
};

/** The pattern as it reads a line whose time states no year; as it is where that is not so. */
export function patternInYear(source: string, line: string, year: number): string {
  const time = newWallTime();
  const place = patternOf(source)?.exec(line)?.indices?.groups?.['time'];
  const isYearless = place !== undefined && yearlessTime(year)(Buffer.from(line), place[0], time);
  return isYearless ? source.replace('(?<time>', `(?<${TIME_IN_YEAR}${String(year)}>`) : source;
}

/**
 * Compiles a declared pattern with the groups `time`, `pid`, `level`, `id` and `message`, all optional. Characters are bytes to it,
 * so that its places are the bytes'. A pattern that is none matches nothing.
 */
export const compilePattern = (source: string): HeadMatcher => {
  const pattern = patternOf(source);
  const time = timeOf(source);
  return {
    messageIsBelow: false,
    hasId: source.includes('(?<id>'),
    hasLevel: source.includes('(?<level>'),
    isClosed: false,
    match(bytes, from, to, into) {
      clearHeadColumns(into);
      const length = Math.min(to - from, MOST_CHARACTERS);
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString('latin1');
      const match = pattern?.exec(text);
      if (!match) return false;
      const places = match.indices?.groups ?? {};
      fill(into, { from, groups: match.groups ?? {}, places });
      const [timeAt] = places[time.group] ?? [];
      into.hasTime = timeAt !== undefined && time.read(bytes, from + timeAt, into.time);
      into.message = from + (places['message']?.[0] ?? match[0].length);
      return true;
    },
  };
};

/** The group that holds the time, and what reads it. */
function timeOf(source: string): { readonly group: string; readonly read: ReadTime } {
  const { year } = TIME_GROUP.exec(source)?.groups ?? {};
  const readers = [...TIMES.values(), yearlessTime(Number(year ?? YEAR_NOT_STATED))];
  return {
    group: year === undefined ? 'time' : `${TIME_IN_YEAR}${year}`,
    read: (bytes, at, into) => readers.some((read) => read(bytes, at, into)),
  };
}

const patternOf = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source, 'd');
  } catch {
    return undefined;
  }
};

interface Found {
  readonly from: number;
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly places: Readonly<Record<string, readonly [number, number] | undefined>>;
}

const fill = (into: HeadColumns, { from, groups, places }: Found): void => {
  const pid = Number(groups['pid'] ?? Number.NaN);
  into.pid = Number.isInteger(pid) ? pid : NOT_STATED;
  into.level = groups['level'] === undefined ? undefined : levelNamed(groups['level']);
  const [idFrom, idTo] = places['id'] ?? [0, 0];
  if (idTo > idFrom) [into.idFrom, into.idTo] = [from + idFrom, from + idTo];
};
