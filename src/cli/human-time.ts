import * as chrono from 'chrono-node';
import { UserError } from '../lib/errors.ts';
import { MICROS_PER_MINUTE, type Micros, micros } from '../model/time.ts';

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
export function parseHumanTime(text: string, { now, range, zoneMinutes }: TimeContext): Micros {
  const reference = { instant: new Date(now / 1_000), timezone: zoneMinutes };
  const [found] = chrono.parse(text, reference);
  const length = found?.text.trim().length ?? 0;
  if (!found || length < text.trim().length * 0.8) throw unreadable(text);
  const at = micros(found.start.date().getTime() * 1_000);
  const isBareClock =
    found.start.isCertain('hour') && !found.start.isCertain('day') && !found.start.isCertain('weekday');
  return isBareClock && !/\bago\b|\bfrom now\b|\bin \d/i.test(text) && range ? withinRange(at, range) : at;
}

/** The same time of day on the last day of the range on which it lies within it. */
function withinRange(at: Micros, { from, to }: { from: Micros; to: Micros }): Micros {
  const last = at - Math.ceil((at - to) / DAY_US) * DAY_US;
  return last >= from ? micros(last) : at;
}

const unreadable = (text: string): UserError =>
  new UserError(`The time "${text}" is not understood`, {
    code: 'E_TIME',
    suggestions: ['yesterday 9am', '2 hours ago', '09:57', '2021-03-12T09:57:00+08:00'],
  });
