import type { Stamp } from '../model/time.ts';

/** Instant for comparing within one source: stated offsets are taken off, others left as they stand. */
export const comparable = (stamp: Stamp): number => stamp.wall - (stamp.offsetMin ?? 0) * 60_000_000;
