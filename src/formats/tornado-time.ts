import { digits, digitsEnd } from '../lib/digits.ts';
import { NEWLINE } from '../lib/newline.ts';
import { microsAtMidnight } from './calendar.ts';
import { placeOnDay, readClock, type ReadTime } from './wall-time.ts';

const SPACE = 0x20;
const OPEN = 0x5b;

/** Nothing, a bracket, the letter of a level or both stand before a time whose date is six digits. */
const isAtBeginning = (bytes: Uint8Array, at: number): boolean => {
  const letter = bytes[at - 1] === SPACE ? at - 2 : at;
  return letter >= 0 && (letter === 0 || bytes[letter - 1] === NEWLINE || bytes[letter - 1] === OPEN);
};

/**
 * `[I 261123 08:11:41`, `261123 08:11:41`: six digits at the beginning of a line, or behind a bracket or the letter of a level, as tornado
 * writes them (tornado/log.py LogFormatter, whose date format others take over).
 */
export const readTornadoTime: ReadTime = (bytes, at, into) =>
  isAtBeginning(bytes, at) &&
  bytes[at + 6] === SPACE &&
  digitsEnd(bytes, at) === at + 6 &&
  readClock(bytes, at + 7, into) &&
  placeOnDay(into, microsAtMidnight(2000 + digits(bytes, at, 2), digits(bytes, at + 2, 2), digits(bytes, at + 4, 2)));
