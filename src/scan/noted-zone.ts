import { NOT_STATED } from '../formats/format.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, type Stamp } from '../model/time.ts';

const HALF_HOUR_US = 30 * MICROS_PER_MINUTE;
const HOUR_MIN = 60;
/** Of the zones that are no whole hours none is nearer to UTC than this; a delay may be. */
const NEAREST_HALF_MIN = 210;
const FARTHEST_MIN = 14 * 60;
/** A collector reads a line after it was written, mostly at once; clocks of one machine differ by nothing. */
const READ_WITHIN_US = 120 * MICROS_PER_SECOND;
const EARLY_US = 2 * MICROS_PER_SECOND;

/** What a record states of its time: NOT_STATED where it names no zone. */
interface Told {
  readonly wall: number;
  readonly offsetMin: number;
}

/**
 * The zone that a record's clock is in, in minutes from UTC, as its collector's tells, which states one: the whole hours between
 * the two. Python 2 prints `+0000` in every zone (time.strftime `%z`): that is believed only where both clocks agree. NOT_STATED
 * where the two are apart for another reason.
 */
export function zoneByCollector({ wall, offsetMin }: Told, noted: Stamp): number {
  if (noted.offsetMin === undefined || (offsetMin !== NOT_STATED && offsetMin !== 0)) return offsetMin;
  const ahead = wall - (noted.wall - noted.offsetMin * MICROS_PER_MINUTE);
  const zoneMin = (Math.round((ahead + READ_WITHIN_US / 2) / HALF_HOUR_US) * HALF_HOUR_US) / MICROS_PER_MINUTE;
  const late = zoneMin * MICROS_PER_MINUTE - ahead;
  return isZone(zoneMin) && late >= -EARLY_US && late <= READ_WITHIN_US ? zoneMin : offsetMin;
}

const isZone = (minutes: number): boolean =>
  Math.abs(minutes) <= FARTHEST_MIN && (minutes % HOUR_MIN === 0 || Math.abs(minutes) >= NEAREST_HALF_MIN);
