import { digits, digitsEnd } from '../lib/digits.ts';
import { NEWLINE } from '../lib/newline.ts';
import { isWeekday, microsAtMidnight, monthNamed } from './calendar.ts';
import { placeOnDay, readClock, type ReadTime, readZone } from './wall-time.ts';

const SPACE = 0x20;
const OPEN = 0x28;
const CLOSE = 0x29;
const CLOCK_AT = 'Sun Aug 03 2014 '.length;
/** The longest name of a zone that is looked for: `(Central European Standard Time)`. */
const LONGEST_NAME = 60;

/** `Sun Aug 03 2014 22:52:12 GMT+0800 (CST)`: JavaScript's Date as a string (ECMA-262, Date.prototype.toString). */
export const readDateStringTime: ReadTime = (bytes, at, into) => {
  const isDate = bytes[at + 3] === SPACE && bytes[at + 7] === SPACE && bytes[at + 10] === SPACE && isWeekday(bytes, at);
  if (!isDate || digitsEnd(bytes, at + 11) !== at + 15 || !readClock(bytes, at + CLOCK_AT, into)) return false;
  // `GMT`, and how far from it.
  readZone(bytes, into.end, into);
  readZone(bytes, into.end, into);
  const [year, day] = [digits(bytes, at + 11, 4), digits(bytes, at + 8, 2)];
  into.end = behindName(bytes, into.end);
  return placeOnDay(into, microsAtMidnight(year, monthNamed(bytes, at + 4), day));
};

/** Where the zone's name in brackets ends, if one stands there. */
function behindName(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== SPACE || bytes[at + 1] !== OPEN) return at;
  for (let end = at + 2; end < Math.min(bytes.length, at + LONGEST_NAME); end++) {
    if (bytes[end] === CLOSE) return end + 1;
    if (bytes[end] === NEWLINE) return at;
  }
  return at;
}
