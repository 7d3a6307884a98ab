import { digits } from '../../lib/digits.ts';
import { microsAtMidnight } from '../calendar.ts';
import { placeOnDay, readClock, type ReadTime } from '../wall-time.ts';

const COMMA = 0x2c;
const DASH = 0x2d;
const DOT = 0x2e;
const SLASH = 0x2f;

/** Where day, month and year stand in `29/11/26`, in the order in which they are tried: day first, month first, year first. */
const ORDERS: Readonly<Record<string, readonly [day: number, month: number, year: number]>> = {
  dmy: [0, 3, 6],
  mdy: [3, 0, 6],
  ymd: [6, 3, 0],
};
const COLUMN = /^time:(?<order>dmy|mdy|ymd)(?<year>\d{4})$/;

/** The columns of dates whose year has two digits, which only make sense where the year is known: `time:dmy2026`. */
export const shortYearColumns = (year: number): readonly string[] =>
  Object.keys(ORDERS).map((order) => `time:${order}${String(year)}`);

/** `29/11/26 10:38:39.875`, `11-29-26, 10:38:39`, `26.11.29 10:38:39`: the reader of such a column; `undefined` if it is none. */
export function shortYearTime(column: string): ReadTime | undefined {
  const { order = '', year } = COLUMN.exec(column)?.groups ?? {};
  const places = ORDERS[order];
  return places && dateIn(Number(year), places);
}

const dateIn =
  (year: number, [day, month, years]: readonly [number, number, number]): ReadTime =>
  (bytes, at, into) => {
    const mark = bytes[at + 2];
    if ((mark !== SLASH && mark !== DOT && mark !== DASH) || bytes[at + 5] !== mark) return false;
    if (digits(bytes, at + years, 2) !== year % 100) return false;
    if (!readClock(bytes, bytes[at + 8] === COMMA ? at + 10 : at + 9, into)) return false;
    return placeOnDay(into, microsAtMidnight(year, digits(bytes, at + month, 2), digits(bytes, at + day, 2)));
  };
