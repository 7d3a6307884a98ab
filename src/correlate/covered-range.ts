import { type Clock, clocksBySource, instantOf } from '../model/clock.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ActivityRow } from '../model/findings.ts';
import { micros } from '../model/time.ts';

/** The time that sources cover, of all in which somebody speaks. */
export function rangeOf(activity: readonly ActivityRow[], clocks: readonly Clock[]): Correlation['range'] {
  const clockOf = clocksBySource(clocks);
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of activity) {
    const clock = clockOf.get(row.source);
    if (!clock) continue;
    from = Math.min(from, instantOf(row.first, clock));
    to = Math.max(to, instantOf(row.last, clock));
  }
  return from <= to ? { from: micros(from), to: micros(to) } : undefined;
}
