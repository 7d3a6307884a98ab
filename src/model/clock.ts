import { MICROS_PER_MINUTE, type Micros, micros, type Stamp } from './time.ts';

/** How the clock of one source is read: UTC = wall reading - offset. Stated offsets always win over `offsetUs`. */
export interface Clock {
  readonly source: number;
  /** What is taken off a wall reading without a stated offset, in microseconds. */
  readonly offsetUs: number;
  readonly zoneFrom: 'stated' | 'inferred' | 'assumed' | 'flag';
  /** How far this clock runs ahead of the others, in microseconds; taken off all readings. */
  readonly skewUs: number;
  /** Facts seen in two sources that agree on this. */
  readonly anchors: number;
}

/** The instant that a stamp means on this clock. */
export const instantOf = (stamp: Stamp, clock: Clock): Micros =>
  micros(
    stamp.wall - (stamp.offsetMin === undefined ? clock.offsetUs : stamp.offsetMin * MICROS_PER_MINUTE) - clock.skewUs,
  );
