import { UserError } from '../lib/errors.ts';
import type { AskedTime, AskedWindow } from '../model/asked-window.ts';
import { MICROS_PER_MINUTE, type Micros, micros, wallMicros } from '../model/time.ts';
import { parsePlainTime, type TimeContext } from './plain-time.ts';

interface TimeFlags {
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** The stretch that `--since` and `--until` name, before any log was read; `undefined`: neither is given. Throws UserError E_TIME. */
export async function windowAsked({ since, until }: TimeFlags, now: Date): Promise<AskedWindow | undefined> {
  if (since === undefined && until === undefined) return undefined;
  const window = { since: await timeAsked(since, now), until: await timeAsked(until, now) };
  if (window.since && window.until && window.since.wall > window.until.wall)
    throw new UserError(`--since ${since ?? ''} is later than --until ${until ?? ''}`, {
      code: 'E_TIME',
      suggestions: ['--since "yesterday 9:50" --until "yesterday 10:10"'],
    });
  return window;
}

async function timeAsked(words: string | undefined, now: Date): Promise<AskedTime | undefined> {
  if (words === undefined) return undefined;
  const inZone = async (zoneMinutes: number): Promise<Micros> =>
    timeMeant(words, { now: micros(now.getTime() * 1_000), range: undefined, zoneMinutes });
  const local = (at: Micros): number => -new Date(at / 1_000).getTimezoneOffset();
  const [inUtc, inAnother] = [await inZone(0), await inZone(60)];
  // words that mean another instant in another zone name none
  if (inUtc !== inAnother) return { at: undefined, wall: wallMicros(inUtc) };
  return { at: inUtc, wall: wallMicros(inUtc + local(inUtc) * MICROS_PER_MINUTE) };
}

/** Whoever names a time as logs write it does not wait for what understands "yesterday". */
async function timeMeant(words: string, context: TimeContext): Promise<Micros> {
  return parsePlainTime(words, context) ?? (await import('./human-time.ts')).parseHumanTime(words, context);
}
