import { MICROS_PER_SECOND } from '../model/time.ts';
import { BROKEN_RHYTHM_US } from '../model/stall.ts';

/** Lines of a worker's own that come every few seconds at the least, whatever it serves: an application's heartbeat. */
const LONGEST_BEAT_US = 2.5 * MICROS_PER_SECOND;
/** They must have done so for this long. */
const STEADY_US = 10 * MICROS_PER_SECOND;

/** How long a worker has been speaking steadily, by the wall times of those of its lines that neither start nor end a request. */
export interface Rhythm {
  since: number;
  last: number;
}

export const rhythmFrom = (wall: number): Rhythm => ({ since: wall, last: wall });

/** Takes in one more line. Allocates nothing. */
export function speak(rhythm: Rhythm, wall: number): void {
  if (wall - rhythm.last > LONGEST_BEAT_US || wall < rhythm.last) rhythm.since = wall;
  rhythm.last = wall;
}

/** True where a silence from `from` to `to` breaks a rhythm that had lasted. */
export const isSteady = ({ since, last }: Rhythm, from: number, to: number): boolean =>
  last - since >= STEADY_US && from - last <= LONGEST_BEAT_US && to - from >= BROKEN_RHYTHM_US;
