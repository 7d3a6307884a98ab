import { isoOffset, isoTime } from '../lib/iso-time.ts';
import type { ZoneName } from './state.ts';

/** How times are shown. */
export interface Clockwork {
  readonly zone: ZoneName;
  readonly sourceMinutes: number;
}

/** Minutes east of UTC at an instant, in microseconds. */
export function offsetMinutes(us: number, { zone, sourceMinutes }: Clockwork): number {
  if (zone === 'utc') return 0;
  return zone === 'source' ? sourceMinutes : localMinutes(us);
}

const localMinutes = (us: number): number => -new Date(us / 1_000).getTimezoneOffset();

const iso = (us: number, clockwork: Clockwork): string =>
  isoTime(Math.round(us / 1_000) * 1_000, offsetMinutes(us, clockwork));

/** `2021-03-12 09:57:40`. */
export const dayAndTime = (us: number, clockwork: Clockwork): string =>
  iso(us, clockwork).slice(0, 19).replace('T', ' ');

export const day = (us: number, clockwork: Clockwork): string => iso(us, clockwork).slice(0, 10);

/** `09:57:40.210`. */
export const preciseTime = (us: number, clockwork: Clockwork): string => iso(us, clockwork).slice(11, 23);

/** `09:57:40`. */
export const timeOfDay = (us: number, clockwork: Clockwork): string => iso(us, clockwork).slice(11, 19);

const NAMES: Readonly<Record<ZoneName, string>> = { source: 'logs', utc: 'UTC', local: 'local' };

/** `+08:00 (logs)`. */
export const zoneWords = (us: number, clockwork: Clockwork): string =>
  `${isoOffset(offsetMinutes(us, clockwork))} (${NAMES[clockwork.zone]})`;
