import { MICROS_PER_SECOND, type Stamp, wallMicros } from '../../model/time.ts';

// Mon, 23 Nov 2026 09:46:59 +0000
const RFC2822 = /^\w{3}, (\d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d) ([+-])(\d\d)(\d\d)$/;
// 2026-11-23T09:46:59Z
// 2026-11-23T09:46:59.123456Z
const RFC3339 = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{6}))?Z$/;

const stampOf = (ms: number, offsetMin: number, us = ''): Stamp | undefined =>
  Number.isNaN(ms)
    ? undefined
    : { wall: wallMicros(ms * 1_000 + Number(us)), offsetMin, precision: us === '' ? 's' : 'us' };

/** The time as `kubectl describe` prints it, in the zone of who asked. */
export function rfc2822Stamp(text: string): Stamp | undefined {
  const [, local = '', sign, hours, minutes] = RFC2822.exec(text) ?? [];
  const offsetMin = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
  return stampOf(Date.parse(`${local} GMT`), offsetMin);
}

/** The time as objects state it, UTC. */
export function rfc3339Stamp(text: string): Stamp | undefined {
  const [, seconds = '', us] = RFC3339.exec(text) ?? [];
  return stampOf(Date.parse(`${seconds}Z`), 0, us);
}

/** Before any log was written: no time, but in the order of the ages (model/time, isStated). */
const ASKED_US = Date.UTC(1972, 11, 31) * 1_000;
const SECONDS_IN: Readonly<Record<string, number>> = { y: 31_536_000, d: 86_400, h: 3_600, m: 60, s: 1 };

/** How long an age such as `2m11s` is, in microseconds. */
export const ageUs = (age: string): number =>
  [...age.matchAll(/(\d+)([ydhms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (SECONDS_IN[unit] ?? 0) * MICROS_PER_SECOND,
    0,
  );

/** An age tells how long before `askedUs`, of ten minutes on in whole minutes; where that is not told, it only sets events in order. */
export function agedStamp(age: string, askedUs: number | undefined): Stamp {
  const [last = ''] = age.split(' ');
  return { wall: wallMicros((askedUs ?? ASKED_US) - ageUs(last)), offsetMin: 0, precision: 'min' };
}
