import type { StatusAsked } from '../app/explain/explain-status.ts';
import type { Report } from '../model/report.ts';
import { UserError } from '../lib/errors.ts';
import { timeAsked } from './times-asked.ts';

/** `502`, `502 at 9:57:42`, `502 around yesterday 9am`. */
const STATUS = /^(?<status>[1-5]\d\d)(?:\s+(?:(?:at|around|near|about)\s+)?(?<within>.+))?$/i;

/** `10:01`, `9:57:42`, `2026-11-23 10:01`: a time and nothing else. */
const MOMENT = /^(?:\d{4}-\d\d-\d\d[ T])?\d{1,2}:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?$/;

/** The time that was asked for alone; `undefined`: something else was. */
export const momentAsked = ({ what, time }: Words, report: Report): Date | undefined =>
  time === undefined && MOMENT.test(what.trim()) ? timeAsked(what.trim(), report) : undefined;

interface Words {
  readonly what: string;
  readonly time?: string | undefined;
}

/** The status that was asked for, and when; `undefined`: something else was. Throws UserError E_TIME. */
export function statusAsked({ what, time }: Words, report: Report): StatusAsked | undefined {
  const { status, within } = STATUS.exec(what.trim())?.groups ?? {};
  const words = time ?? within;
  if (words === undefined) return undefined;
  if (status !== undefined) return { status, at: timeAsked(words, report) };
  if (time === undefined) return undefined;
  throw new UserError(`A time goes with a status, and "${what}" is none`, {
    code: 'E_TIME',
    suggestions: ['forensics explain 502 9:57:42', `forensics explain ${what}`],
  });
}
