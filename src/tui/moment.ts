import { type Micros, micros } from '../model/time.ts';

/** The instant of a report's ISO time, to the millisecond; `undefined` where none is stated. */
export function momentOf(iso: string | null): Micros | undefined {
  if (iso === null) return undefined;
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? undefined : micros(ms * 1_000);
}
