// the whole package brings the words of fourteen languages, and takes five times as long to load
import * as chrono from 'chrono-node/en';
import type { Component, ParsedComponents } from 'chrono-node';
import { UserError } from '../lib/errors.ts';
import { MICROS_PER_MINUTE, type Micros, micros } from '../model/time.ts';
import { DAY_US, parsePlainTime, type TimeContext } from './plain-time.ts';

/** The instant that people mean by `yesterday 9am`, `2 hours ago`, `09:57` or an ISO time. Throws UserError E_TIME. */
export function parseHumanTime(text: string, context: TimeContext): Micros {
  const at = parsePlainTime(text, context) ?? calendarTime(text, context);
  if (at === undefined) throw unreadable(text);
  return at;
}

const unreadable = (text: string): UserError =>
  new UserError(`The time "${text}" is not understood`, {
    code: 'E_TIME',
    suggestions: ['yesterday 9am', '2 hours ago', '09:57', '2021-03-12T09:57:00+08:00'],
  });

/** Words around a time that change nothing. */
const FILLERS = /\b(?:at|on|since|from|until|the)\b|[\s,]+/gi;

/** `yesterday 9am`, `last friday`, `23 Nov 09:57`, `09:57`; a day without a time begins at midnight. */
function calendarTime(text: string, { now, range, zoneMinutes }: TimeContext): Micros | undefined {
  const start = onlyTimeIn(text, noonOf(now, zoneMinutes));
  if (!start) return undefined;
  const at = instantOf(start, zoneMinutes);
  if (start.isCertain('day')) return at;
  if (start.isCertain('weekday')) return at > now ? micros(at - 7 * DAY_US) : at;
  return range && start.isCertain('hour') ? withinRange(at, range) : at;
}

/** What chrono-node makes of the text, if it is one time and all of the text is read. */
function onlyTimeIn(text: string, reference: Date): ParsedComponents | undefined {
  const [found, ...others] = chrono.parse(text, reference);
  if (!found || found.end || others.length > 0 || text.replace(found.text, '').replace(FILLERS, '') !== '')
    return undefined;
  return found.start.tags().has('result/relativeDateAndTime') ? undefined : found.start;
}

/**
 * Noon of the day that it is in that zone, on this machine's own clock, which is what chrono-node counts by: no clock is
 * put forward or back at noon, and of the reference only its day is used.
 */
function noonOf(now: Micros, zoneMinutes: number): Date {
  const wall = new Date((now + zoneMinutes * MICROS_PER_MINUTE) / 1_000);
  return new Date(wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate(), 12);
}

/** chrono-node's hour for a day without a time. */
const NO_HOUR = 12;

function instantOf(start: ParsedComponents, zoneMinutes: number): Micros {
  const part = (name: Component): number => start.get(name) ?? 0;
  const hour = !start.isCertain('hour') && part('hour') === NO_HOUR ? 0 : part('hour');
  const day = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    hour,
    part('minute'),
    part('second'),
    part('millisecond'),
  );
  const zone = start.isCertain('timezoneOffset') ? part('timezoneOffset') : zoneMinutes;
  return micros(day * 1_000 - zone * MICROS_PER_MINUTE);
}

/** The same time of day on the last day on which it lies within the range, else on the day on which it is nearest to it. */
function withinRange(at: Micros, { from, to }: { readonly from: Micros; readonly to: Micros }): Micros {
  const last = at - Math.ceil((at - to) / DAY_US) * DAY_US;
  const next = last + DAY_US;
  return micros(last < from && next - to < from - last ? next : last);
}
