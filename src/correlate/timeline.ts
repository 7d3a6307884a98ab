import { type Clock, instantOf } from '../model/clock.ts';
import type { Placed } from '../model/facts.ts';
import type { Origin } from '../model/line.ts';
import { type Micros, micros, type Stamp } from '../model/time.ts';

interface Stamped {
  readonly origin: Origin;
  readonly stamp: Stamp | undefined;
}

const PRECISION_US = { us: 1, ms: 1_000, s: 1_000_000, min: 60_000_000 } as const;

/** Sets events on the common clock; those that state no time are left out. In order of time, then source and line. */
export function place<Event extends Stamped>(
  events: readonly Event[],
  clocks: readonly Clock[],
): readonly Placed<Event>[] {
  return events
    .flatMap((event) => {
      const clock = clocks.find(({ source }) => source === event.origin.source);
      return event.stamp && clock ? [{ at: instantOf(event.stamp, clock), event }] : [];
    })
    .sort(byTime);
}

/** A total order: two runs over the same files give the same list. Lines of one source keep their order within a second. */
export const byTime = (a: Placed<Stamped>, b: Placed<Stamped>): number =>
  a.at - b.at || a.event.origin.source - b.event.origin.source || a.event.origin.line - b.event.origin.line;

/** The latest instant that a stamp cut off at its precision may mean. */
export const latest = ({ at, event }: Placed<Stamped>): Micros =>
  micros(at + (event.stamp ? PRECISION_US[event.stamp.precision] : 1) - 1);
