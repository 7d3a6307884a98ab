import { type Clock, instantOf } from '../model/clock.ts';
import type { Placed } from '../model/facts.ts';
import type { Origin } from '../model/line.ts';
import type { Stamp } from '../model/time.ts';

interface Stamped {
  readonly origin: Origin;
  readonly stamp: Stamp | undefined;
}

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
const byTime = (a: Placed<Stamped>, b: Placed<Stamped>): number =>
  a.at - b.at || a.event.origin.source - b.event.origin.source || a.event.origin.line - b.event.origin.line;
