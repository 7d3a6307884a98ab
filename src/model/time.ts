declare const unit: unique symbol;

/** Microseconds since 1970-01-01T00:00:00Z; exact as a JS integer until the year 2255. */
export type Micros = number & { readonly [unit]: 'Micros' };

/** What the clock of a source showed, in microseconds, read as though it hung in UTC: UTC = wall - zone offset. */
export type WallMicros = number & { readonly [unit]: 'WallMicros' };

/** The finest unit that a line wrote down: two events closer than this have no known order. */
export type Precision = 'us' | 'ms' | 's' | 'min';

/** A time as a line states it. `offsetMin` is the stated distance from UTC in minutes, `undefined` where none is stated. */
export interface Stamp {
  readonly wall: WallMicros;
  readonly offsetMin: number | undefined;
  readonly precision: Precision;
}

/** Microseconds of each unit. */
export const PRECISION_US: Readonly<Record<Precision, number>> = { us: 1, ms: 1_000, s: 1_000_000, min: 60_000_000 };

/** How finely a record states its time, in microseconds; of one that states none, to the second. */
export const unitUs = (record: { readonly stamp: Stamp | undefined } | undefined): number =>
  PRECISION_US[record?.stamp?.precision ?? 's'];

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;

/** Brands a plain number of microseconds since the epoch, UTC. */
export const micros = (value: number): Micros => value as Micros;

/** Brands a plain number of microseconds as a wall-clock reading. */
export const wallMicros = (value: number): WallMicros => value as WallMicros;

const FIRST_TIME_US = Date.UTC(1973, 0, 1) * 1_000;

/** False for instants before any log was written: they only keep the order of lines that state no time (scan). */
export const isStated = (at: Micros): boolean => at >= FIRST_TIME_US;

/** The same of a stamp: false where its line states no time and only its order is kept. */
export const isDated = ({ wall }: Pick<Stamp, 'wall'>): boolean => isStated(micros(wall));
