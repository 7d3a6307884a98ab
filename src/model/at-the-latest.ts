import { isStated, type Micros, micros, MICROS_PER_SECOND } from './time.ts';

/** The last moment at which a line may be stamped that tells what brought this moment about: stamps are cut off, most at the second. */
export const atTheLatest = (moment: Micros): Micros =>
  isStated(moment) && moment % MICROS_PER_SECOND === 0 ? micros(moment + MICROS_PER_SECOND - 1) : moment;
