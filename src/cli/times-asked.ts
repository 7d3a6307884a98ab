import { logTime } from '../app/explain/log-time.ts';
import type { Report } from '../model/report.ts';
import { type Micros, micros } from '../model/time.ts';
import { parseHumanTime } from './human-time.ts';
import type { TimeContext } from './plain-time.ts';

interface TimeFlags {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly now?: string | undefined;
}

const today = (): Micros => micros(Date.now() * 1_000);

/** Logs are mostly looked at later, so that "2 hours ago" counts from their own last moment unless `--now` says otherwise. */
const contextOf = (now: string | undefined, report: Report): TimeContext => {
  const { range, zoneMinutes } = logTime(report);
  const context = { now: range?.to ?? today(), range, zoneMinutes };
  return now === undefined ? context : { ...context, now: parseHumanTime(now, { ...context, now: today() }) };
};

/** The instants that `--since` and `--until` mean for a case. Throws UserError E_TIME. */
export const timesAsked = (
  { since, until, now }: TimeFlags,
  report: Report,
): { readonly since: Date | undefined; readonly until: Date | undefined } => {
  const context = contextOf(now, report);
  const meant = (words: string | undefined): Date | undefined =>
    words === undefined ? undefined : new Date(parseHumanTime(words, context) / 1_000);
  return { since: meant(since), until: meant(until) };
};

/** The instant that a time means for a case: `9:57:42` is that time within what its logs cover. Throws UserError E_TIME. */
export const timeAsked = (words: string, report: Report): Date =>
  new Date(parseHumanTime(words, contextOf(undefined, report)) / 1_000);
