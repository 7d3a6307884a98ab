import type { Clock } from '../model/clock.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { SourceRow } from '../model/findings.ts';
import type { Micros } from '../model/time.ts';

/**
 * Whether a moment lies in what was asked for: of logs that were read for a window, a little around it is read too, of which not
 * enough is known to judge it. Where a log with lines of time was read whole, all was asked for.
 */
export function askedFor({ sources, activity }: CaseFacts, clocks: readonly Clock[]): (at: Micros) => boolean {
  const speaking = new Set(activity.map(({ source }) => source));
  const cut = sources.filter(({ window }) => window !== undefined);
  const isAnyWhole = sources.some(({ id, window }) => window === undefined && speaking.has(id));
  if (isAnyWhole || cut.length === 0) return () => true;
  const tests = cut.map((source) => isWithin(source, clocks));
  return (at) => tests.some((test) => test(at));
}

function isWithin({ id, window }: SourceRow, clocks: readonly Clock[]): (at: Micros) => boolean {
  const offsetUs = clocks.find(({ source }) => source === id)?.offsetUs ?? 0;
  const since = window?.since && (window.since.at ?? window.since.wall - offsetUs);
  const until = window?.until && (window.until.at ?? window.until.wall - offsetUs);
  return (at) => at >= (since ?? Number.NEGATIVE_INFINITY) && at <= (until ?? Number.POSITIVE_INFINITY);
}
