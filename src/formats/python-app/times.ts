import { datelessTime } from './dateless-times.ts';
import { readDateStringTime } from '../date-string-time.ts';
import { readTornadoTime } from '../tornado-time.ts';
import { readMonthDayYearTime, readTwelveHourTime } from '../twelve-hour-time.ts';
import {
  newWallTime,
  readBasicTime,
  readClfTime,
  readCtime,
  readDashedMonthFirstTime,
  readDayFirstTime,
  readNamedMonthTime,
  readDottedTime,
  readEpochTime,
  readIsoTime,
  readMonthFirstTime,
  readShortYearTime,
  readSlashTime,
  type ReadTime,
} from '../wall-time.ts';

/** Time columns of a head template and how each is read. */
export const TIMES: ReadonlyMap<string, ReadTime> = new Map([
  ['time', readIsoTime],
  ['time:slash', readSlashTime],
  ['time:dashed', readNamedMonthTime],
  ['time:ctime', readCtime],
  ['time:datestring', readDateStringTime],
  ['time:dotted', readDottedTime],
  ['time:halves', readTwelveHourTime],
  ['time:dayfirst', readDayFirstTime],
  ['time:monthfirst', readMonthFirstTime],
  ['time:monthfirstdashed', readDashedMonthFirstTime],
  ['time:monthdayyear', readMonthDayYearTime],
  ['time:shortyear', readShortYearTime],
  ['time:tornado', readTornadoTime],
  ['time:clf', readClfTime],
  ['time:basic', readBasicTime],
  ['time:epoch', readEpochTime],
]);

const EPOCH = 'time:epoch';

/** How far from the start of a line a time is looked for. */
const FURTHEST = 80;

/** A number is taken for an epoch time only where nothing but a mark or the name of a time stands before it. */
const BEFORE_EPOCH = /^\W*(?:(?:ts|t|time|timestamp|asctime|created)[=:]"?)?$/;

/** Characters [from, to) of a line that are its time, and the name of the column. */
interface FoundTime {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The moment, as its own clock shows it. */
  readonly wall: number;
}

/** Nothing but marks, a level or a name of the time stands before a time without a date. */
const BEFORE_DATELESS = /^\W*(?:(?:[A-Z]{4,8}|ts|t|time)\b\W*)?$/;

/**
 * The first time near the start of a line, else one without a date, read as one of the columns `dateless`; `undefined` where there is
 * none.
 */
export const findTime = (line: string, dateless: readonly string[] = []): FoundTime | undefined =>
  statedIn(line) ??
  timeIn(line, (text, bytes, from) =>
    BEFORE_DATELESS.test(text.slice(0, from)) ? datelessAt(bytes, from, dateless) : undefined,
  );

/** No two clocks of one record are farther apart. */
const A_DAY_US = 26 * 3_600_000_000;

/** A number of seconds or less is none where another moment stands right behind it: `2021031256525 2021-03-12 09:57:40` begins with an id. */
const statedIn = (line: string): FoundTime | undefined => {
  const first = timeIn(line, timeAt);
  if (first?.name !== EPOCH) return first;
  const rest = line.slice(first.to);
  const next = /^\W/.test(rest) ? timeIn(rest, timeAt) : undefined;
  const isBeside = next !== undefined && !/\w/.test(rest.slice(0, next.from));
  if (!isBeside || Math.abs(next.wall - first.wall) < A_DAY_US) return first;
  return { ...next, from: first.to + next.from, to: first.to + next.to };
};

type TimeAt = (line: string, bytes: Uint8Array, from: number) => FoundTime | undefined;

const datelessAt = (bytes: Uint8Array, from: number, columns: readonly string[]): FoundTime | undefined => {
  const time = newWallTime();
  const name = columns.find((column) => datelessTime(column)?.(bytes, from, time));
  return name === undefined ? undefined : { name, from, to: time.end, wall: time.wall };
};

const timeIn = (line: string, at: TimeAt): FoundTime | undefined => {
  // One byte a character, so that offsets are the same.
  const bytes = Uint8Array.from(line.slice(0, 2 * FURTHEST), (char) => Math.min(char.charCodeAt(0), 0x7f));
  for (let from = 0; from < Math.min(FURTHEST, bytes.length); from++) {
    const isEdge = !/\w/.test(line.charAt(from - 1)) && /[\dA-Z]/.test(line.charAt(from));
    const found = isEdge ? at(line, bytes, from) : undefined;
    if (found) return found;
  }
  return undefined;
};

const timeAt: TimeAt = (line, bytes, from) => {
  const time = newWallTime();
  for (const [name, read] of TIMES) {
    if (name === EPOCH && !BEFORE_EPOCH.test(line.slice(0, from))) continue;
    if (read(bytes, from, time)) return { name, from, to: time.end, wall: time.wall };
  }
  return undefined;
};
