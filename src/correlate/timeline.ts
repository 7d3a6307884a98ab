import { groupedBy } from '../lib/grouped.ts';
import { isNewestFirst } from '../lib/newest-first.ts';
import { type Clock, clocksBySource, instantOf } from '../model/clock.ts';
import { comparable } from '../model/comparable.ts';
import type { Placed } from '../model/facts.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Origin } from '../model/line.ts';
import type { Stamp } from '../model/time.ts';

interface Stamped {
  readonly origin: Origin;
  readonly stamp: Stamp | undefined;
  readonly step?: LifecycleStep;
}

/**
 * Sets events on the common clock; those that state no time are left out. In order of time, then source and line; what a
 * console showed newest first is read from its end.
 */
export function place<Event extends Stamped>(
  events: readonly Event[],
  clocks: readonly Clock[],
): readonly Placed<Event>[] {
  const descending = descendingSources(events);
  const clockOf = clocksBySource(clocks);
  return events
    .flatMap((event) => {
      const clock = clockOf.get(event.origin.source);
      return event.stamp && clock ? [{ at: instantOf(event.stamp, clock), event }] : [];
    })
    .sort(byTime(descending));
}

/** Sources whose times run backwards. Their speakers may state zones of their own. */
function descendingSources(events: readonly Stamped[]): ReadonlySet<number> {
  const inOrderOfLines = [...events].sort((a, b) => a.origin.line - b.origin.line);
  const bySource = groupedBy(inOrderOfLines, ({ origin }) => origin.source);
  const timesOf = (theirs: readonly Stamped[]) => theirs.flatMap(({ stamp }) => (stamp ? comparable(stamp) : []));
  const runsBackwards = (theirs: readonly Stamped[]): boolean => {
    const times = timesOf(theirs);
    return isNewestFirst(times) || (!goesOn(times) && endsBeforeItBegins(theirs));
  };
  return new Set([...bySource].filter(([, theirs]) => runsBackwards(theirs)).map(([source]) => source));
}

const goesOn = (times: readonly number[]): boolean => times.some((time, at) => time > (times[at - 1] ?? time));

/** What is said of one worker comes in this order, in whichever second (gunicorn's arbiter.py, its workers' base.py). */
const IN_ORDER: readonly LifecycleStep['what'][] = [
  'worker-booting',
  'worker-timeout',
  'worker-exiting',
  'worker-exited',
  'worker-killed',
];

/** True if words on one worker stand in the opposite order, and none in theirs. */
function endsBeforeItBegins(theirs: readonly Stamped[]): boolean {
  const lives = groupedBy(
    theirs.flatMap(({ step }) => (step && IN_ORDER.includes(step.what) && 'worker' in step ? [step] : [])),
    ({ worker }) => worker,
  );
  const steps = [...lives].flatMap(([, life]) =>
    life.slice(1).map(({ what }, at) => IN_ORDER.indexOf(what) - IN_ORDER.indexOf(life[at]?.what ?? what)),
  );
  return steps.some((by) => by < 0) && steps.every((by) => by <= 0);
}

/** A total order: two runs over the same files give the same list. Lines of one source keep their order within a second. */
const byTime =
  (descending: ReadonlySet<number>) =>
  (a: Placed<Stamped>, b: Placed<Stamped>): number => {
    const [one, other] = [a.event.origin, b.event.origin];
    const inFile = descending.has(one.source) ? other.line - one.line : one.line - other.line;
    return a.at - b.at || one.source - other.source || inFile;
  };
