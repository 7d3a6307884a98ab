import type { StatusAsked } from '../app/explain-status.ts';
import type { Report } from '../model/report.ts';
import { UserError } from '../lib/errors.ts';
import { timeAsked } from './times-asked.ts';

/** `502`, `502 at 9:57:42`, `502 around yesterday 9am`. */
const STATUS = /^(?<status>[1-5]\d\d)(?:\s+(?:(?:at|around|near|about)\s+)?(?<within>.+))?$/i;

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
