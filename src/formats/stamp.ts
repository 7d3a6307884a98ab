import type { Precision, Stamp, WallMicros } from '../model/time.ts';
import { NOT_STATED } from './format.ts';

/** What a scratch (a head, a wall time) holds about one reading. */
interface Reading {
  readonly wall: WallMicros;
  readonly offsetMin: number;
  readonly precisionUs: number;
}

/** The reading as an event carries it; `undefined` where none was stated. */
export const stampOf = ({ wall, offsetMin, precisionUs }: Reading): Stamp | undefined =>
  Number.isNaN(wall)
    ? undefined
    : { wall, offsetMin: offsetMin === NOT_STATED ? undefined : offsetMin, precision: precisionOf(precisionUs) };

const precisionOf = (precisionUs: number): Precision => {
  if (precisionUs >= 60_000_000) return 'min';
  if (precisionUs >= 1_000_000) return 's';
  return precisionUs >= 1_000 ? 'ms' : 'us';
};
