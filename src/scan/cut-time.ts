import { MICROS_PER_MINUTE, MICROS_PER_SECOND, type Stamp, wallMicros } from '../model/time.ts';

/** ` 10:05:01 +0000] [1] [CRITICAL]`: what is left of a head that was cut within its date. */
const CUT = /^(?:[\d-]{0,10}[ T])?(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)(?![\d:])/;
const DAY_US = 24 * 60 * MICROS_PER_MINUTE;

/** When a line was written of which only the time of day is left: on the day of what was written next, or on the day before. */
export function stampOfCut(text: string, next: Stamp): Stamp | undefined {
  const { hour, minute, second } = CUT.exec(text)?.groups ?? {};
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  const clock = (Number(hour) * 60 + Number(minute)) * MICROS_PER_MINUTE + Number(second) * MICROS_PER_SECOND;
  const sameDay = next.wall - (next.wall % DAY_US) + clock;
  const wall = sameDay > next.wall + MICROS_PER_SECOND ? sameDay - DAY_US : sameDay;
  return { wall: wallMicros(wall), offsetMin: next.offsetMin, precision: 's' };
}
