// the whole package brings the words of fourteen languages, and takes five times as long to load
import * as chrono from 'chrono-node/en';
import type { Component, ParsedComponents } from 'chrono-node';
import { UserError } from '../lib/errors.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, type Micros, micros } from '../model/time.ts';

/** By what words are understood. */
export interface TimeContext {
  /** What "now" means: `--now`, or else the last moment that the logs tell of. */
  readonly now: Micros;
  /** What the logs cover: a bare clock time means that time within it. */
  readonly range: { readonly from: Micros; readonly to: Micros } | undefined;
  /** Zone of times that state none, in minutes east of UTC. */
  readonly zoneMinutes: number;
}

const DAY_US = 24 * 60 * MICROS_PER_MINUTE;

/** The instant that people mean by `yesterday 9am`, `2 hours ago`, `09:57` or an ISO time. Throws UserError E_TIME. */
export function parseHumanTime(text: string, context: TimeContext): Micros {
  const words = text.trim().toLowerCase();
  const at =
    words === 'now' ? context.now : (isoTime(text, context) ?? timeAgo(words, context) ?? calendarTime(text, context));
  if (at === undefined) throw unreadable(text);
  return at;
}

const unreadable = (text: string): UserError =>
  new UserError(`The time "${text}" is not understood`, {
    code: 'E_TIME',
    suggestions: ['yesterday 9am', '2 hours ago', '09:57', '2021-03-12T09:57:00+08:00'],
  });

const DAY = String.raw`(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)`;
const CLOCK = String.raw`(?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?)?`;
const ZONE = String.raw`(?: ?(?<zone>z|(?<sign>[+-])(?<zoneHours>\d\d):?(?<zoneMinutes>\d\d)))`;
// 2021-03-12, 2021-03-12 09:57:45,146, 2021-03-12T09:57:45.146123+08:00, also in the brackets in which logs put it
const ISO = new RegExp(String.raw`^\[?${DAY}(?:[ t]${CLOCK}${ZONE}?)?\]?$`, 'i');

type Parts = Readonly<Record<string, string | undefined>>;

function isoTime(text: string, { zoneMinutes }: TimeContext): Micros | undefined {
  const parts = ISO.exec(text.trim())?.groups;
  if (!parts) return undefined;
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  const midnight = new Date(Date.UTC(year, month - 1, day));
  const time = timeOfDay(parts);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day || time === undefined) return undefined;
  return micros(midnight.getTime() * 1_000 + time - (statedZone(parts) ?? zoneMinutes) * MICROS_PER_MINUTE);
}

/** Microseconds since midnight; `undefined` for `25:00`. */
function timeOfDay({ hour = '0', minute = '0', second = '0', fraction = '' }: Parts): number | undefined {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = Number(second) * MICROS_PER_SECOND + Number(fraction.slice(0, 6).padEnd(6, '0'));
  return (Number(hour) * 60 + Number(minute)) * MICROS_PER_MINUTE + seconds;
}

function statedZone({ zone, sign, zoneHours = '0', zoneMinutes = '0' }: Parts): number | undefined {
  if (zone === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes));
}

const UNITS: readonly (readonly [name: RegExp, us: number])[] = [
  [/^s/, MICROS_PER_SECOND],
  [/^m/, MICROS_PER_MINUTE],
  [/^h/, 60 * MICROS_PER_MINUTE],
  [/^d/, DAY_US],
  [/^w/, 7 * DAY_US],
];
const UNIT = String.raw`(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)`;
const COUNT = String.raw`(?:\d+(?:\.\d+)? ?|half an? |an? )`;
const LENGTH = String.raw`${COUNT}${UNIT}`;
// 2 hours ago, 1h30m ago, an hour and 5 minutes ago
const AGO = new RegExp(String.raw`^(?<lengths>${LENGTH}(?:(?:,? and |, | )?${LENGTH})*) ago$`);
// last 30 minutes, past hour
const LAST = new RegExp(String.raw`^(?:the )?(?:last|past) (?<count>${COUNT})?(?<unit>${UNIT})$`);
const ONE_LENGTH = new RegExp(String.raw`(?<count>${COUNT})(?<unit>${UNIT})(?![a-z])`, 'g');

/** Plain lengths of time, exact whatever the calendar does: a day is 24 hours. */
function timeAgo(words: string, { now }: TimeContext): Micros | undefined {
  const last = LAST.exec(words)?.groups;
  const ago = AGO.exec(words)?.groups?.['lengths'] ?? '';
  const lengths = last ? [last] : [...ago.matchAll(ONE_LENGTH)].map(({ groups = {} }) => groups);
  if (lengths.length === 0) return undefined;
  return micros(Math.round(lengths.map(lengthUs).reduce((at, us) => at - us, Number(now))));
}

const lengthUs = ({ count = '1', unit = '' }: Parts): number => {
  const units = count.startsWith('half') ? 0.5 : Number(count.replace(/^an? $/, '1'));
  return units * (UNITS.find(([name]) => name.test(unit))?.[1] ?? 0);
};

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
