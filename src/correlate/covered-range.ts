import { type Clock, instantOf } from '../model/clock.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ActivityRow } from '../model/findings.ts';
import { micros } from '../model/time.ts';

/** The time that sources cover, of all in which somebody speaks. */
export function rangeOf(activity: readonly ActivityRow[], clocks: readonly Clock[]): Correlation['range'] {
  let range: Correlation['range'];
  for (const row of activity) {
    const clock = clocks.find(({ source }) => source === row.source);
    if (!clock) continue;
    const from = Math.min(range?.from ?? Number.POSITIVE_INFINITY, instantOf(row.first, clock));
    const to = Math.max(range?.to ?? Number.NEGATIVE_INFINITY, instantOf(row.last, clock));
    range = { from: micros(from), to: micros(to) };
  }
  return range;
}
