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

export const DAY_US = 24 * 60 * MICROS_PER_MINUTE;

/** The instant that words without a calendar name: `now`, `2 hours ago` or an ISO time. `undefined`: they are none of these. */
export function parsePlainTime(text: string, context: TimeContext): Micros | undefined {
  const words = text.trim().toLowerCase();
  return words === 'now' ? context.now : (isoTime(text, context) ?? timeAgo(words, context));
}

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
