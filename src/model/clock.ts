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

/** What the user says of the clocks of all sources whose path a glob matches. */
export interface StatedClock {
  readonly pattern: string;
  /** `+08:00`, `UTC`, `Asia/Shanghai`: for lines that state none. */
  readonly zone: string | undefined;
  /** How far the clock runs ahead, in microseconds. */
  readonly skewUs: number | undefined;
}

/** What the user says of one source's clock. */
export interface ToldClock {
  readonly offsetUs: number | undefined;
  readonly skewUs: number | undefined;
}

/** Clocks by the sources that they are of. */
export const clocksBySource = (clocks: readonly Clock[]): ReadonlyMap<number, Clock> =>
  new Map(clocks.map((clock) => [clock.source, clock]));

/** The instant that a stamp means on this clock. */
export const instantOf = (stamp: Pick<Stamp, 'wall' | 'offsetMin'>, clock: Clock): Micros =>
  micros(
    stamp.wall - (stamp.offsetMin === undefined ? clock.offsetUs : stamp.offsetMin * MICROS_PER_MINUTE) - clock.skewUs,
  );
