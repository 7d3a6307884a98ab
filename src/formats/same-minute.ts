import { digits } from '../lib/digits.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, type WallMicros, wallMicros } from '../model/time.ts';
import { NOT_STATED } from './format.ts';
import { readFraction, readIsoTime, type ReadTime, readZone } from './wall-time.ts';

const MINUTE_BYTES = '2021-03-12 09:57:'.length;
const SECOND_BYTES = '2021-03-12 09:57:45'.length;

/**
 * Reader of the same times as `readIsoTime`, for one log: most lines of a busy one were written in the minute of the line before, and
 * then only what follows that is worked out.
 */
export const isoTimeReader = (): ReadTime => {
  const minute = new Uint8Array(MINUTE_BYTES);
  let wallOfMinute: WallMicros = wallMicros(Number.NaN);
  const isSameMinute = (bytes: Uint8Array, at: number): boolean => {
    for (let place = MINUTE_BYTES - 1; place >= 0; place -= 1) if (bytes[at + place] !== minute[place]) return false;
    return true;
  };
  return (bytes, at, into) => {
    if (at + SECOND_BYTES > bytes.length) return false;
    const second = digits(bytes, at + MINUTE_BYTES, 2);
    // a leap second is the next minute's
    if (second < 0 || second > 59) return readIsoTime(bytes, at, into);
    if (isSameMinute(bytes, at)) {
      into.wall = wallMicros(wallOfMinute + second * MICROS_PER_SECOND);
      into.offsetMin = NOT_STATED;
      into.precisionUs = MICROS_PER_SECOND;
      into.end = at + SECOND_BYTES;
      if (!readFraction(bytes, into.end, into)) return false;
      readZone(bytes, into.end, into);
      return true;
    }
    if (!readIsoTime(bytes, at, into)) return false;
    minute.set(bytes.subarray(at, at + MINUTE_BYTES));
    wallOfMinute = wallMicros(Math.floor(into.wall / MICROS_PER_MINUTE) * MICROS_PER_MINUTE);
    return true;
  };
};
