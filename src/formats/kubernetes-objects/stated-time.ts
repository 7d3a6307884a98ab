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

/** An age such as `2m11s` tells how long before a moment that is not told: it only sets events in order. */
export function agedStamp(age: string): Stamp {
  const [last = ''] = age.split(' ');
  const seconds = [...last.matchAll(/(\d+)([ydhms])/g)].map(
    ([, count, unit = '']) => Number(count) * (SECONDS_IN[unit] ?? 0),
  );
  const before = seconds.reduce((sum, part) => sum + part, 0);
  return { wall: wallMicros(ASKED_US - before * MICROS_PER_SECOND), offsetMin: 0, precision: 'min' };
}
