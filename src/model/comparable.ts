import { MICROS_PER_MINUTE, type Stamp } from './time.ts';

/** Instant for comparing within one source: stated offsets are taken off, others left as they stand. */
export const comparable = ({ wall, offsetMin = 0 }: Stamp): number => wall - offsetMin * MICROS_PER_MINUTE;
