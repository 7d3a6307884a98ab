import type { AskedTime, AskedWindow } from '../model/asked-window.ts';
import type { BlockRow } from '../model/findings.ts';
import { MICROS_PER_MINUTE, type Stamp } from '../model/time.ts';
import { comparable } from '../model/comparable.ts';

/** What was under way before must be seen to begin, and what died at the end to be told of. */
const BEFORE_US = 10 * MICROS_PER_MINUTE;
const AFTER_US = 5 * MICROS_PER_MINUTE;

type Zoned = Pick<Stamp, 'offsetMin'>;

/** An asked time as `comparable` has a stamp that states this offset, or none. */
const asComparable = ({ at, wall }: AskedTime, { offsetMin }: Zoned): number =>
  offsetMin === undefined ? wall : (at ?? wall - offsetMin * MICROS_PER_MINUTE);

/** True where a stamp stands before all that the window is about. */
export const isBefore = (stamp: Stamp, { since }: AskedWindow): boolean =>
  since !== undefined && comparable(stamp) < asComparable(since, stamp) - BEFORE_US;

/** True where a stamp stands after all that the window is about. */
export const isAfter = (stamp: Stamp, { until }: AskedWindow): boolean =>
  until !== undefined && comparable(stamp) > asComparable(until, stamp) + AFTER_US;

/** Whether a block may hold something of the window; one that states no time may. */
export const isWithin = ({ first, last }: Pick<BlockRow, 'first' | 'last'>, window: AskedWindow): boolean =>
  !(last && isBefore(last, window)) && !(first && isAfter(first, window));

/** Whether what lasted from one stamp of a source to another lies in the window, at least a part of it. */
export const lastsWithin = (from: Stamp, to: Stamp, { since, until }: AskedWindow): boolean =>
  !(since && comparable(to) < asComparable(since, to)) && !(until && comparable(from) > asComparable(until, from));

/** Whether an instant was asked for, of a block that states no zone. */
export const isReadOnOwnClock = ({ first }: Pick<BlockRow, 'first'>, { since, until }: AskedWindow): boolean =>
  first?.offsetMin === undefined && first !== undefined && (since?.at ?? until?.at) !== undefined;
