import { type Head, NOT_STATED } from '../formats/format.ts';
import { type Precision, type Stamp, wallMicros } from '../model/time.ts';

/** The name of a precision given in microseconds. */
export function precisionOf(us: number): Precision {
  if (us >= 60_000_000) return 'min';
  if (us >= 1_000_000) return 's';
  return us >= 1_000 ? 'ms' : 'us';
}

/** The time that a head states, or `undefined` where it states none. */
export const stampOf = (head: Head): Stamp | undefined =>
  Number.isNaN(head.wall)
    ? undefined
    : {
        wall: wallMicros(head.wall),
        offsetMin: head.offsetMin === NOT_STATED ? undefined : head.offsetMin,
        precision: precisionOf(head.precisionUs),
      };

/** Instant for comparing within one source: stated offsets are taken off, others left as they stand. */
export const comparable = (stamp: Stamp): number => stamp.wall - (stamp.offsetMin ?? 0) * 60_000_000;
