import picomatch from 'picomatch';
import { UserError } from '../lib/errors.ts';
import { zoneOffsetMin } from '../lib/zone.ts';
import type { StatedClock, ToldClock } from '../model/clock.ts';
import type { ActivityRow, SourceRow } from '../model/findings.ts';
import { MICROS_PER_MINUTE } from '../model/time.ts';

/** True for the paths that a pattern means: one without a folder means files of that name in any folder. */
const matcherOf = ({ pattern }: StatedClock): ((path: string) => boolean) => {
  const matches = picomatch(pattern, { dot: true, basename: !pattern.includes('/'), contains: pattern.includes('/') });
  return (path) => matches(path);
};

/** Throws UserError E_CLOCK for a pattern that means none of these paths. */
export function checkClocks(stated: readonly StatedClock[], paths: readonly string[]): void {
  for (const clock of stated)
    if (!paths.some(matcherOf(clock)))
      throw new UserError(`No log is called ${clock.pattern}: the logs are ${paths.join(', ')}`, { code: 'E_CLOCK' });
}

/** What the user says of the clock of each source, by its id. */
export function toldClocks(
  stated: readonly StatedClock[],
  sources: readonly SourceRow[],
  activity: readonly ActivityRow[],
): ReadonlyMap<number, ToldClock> {
  const matchers = stated.map((clock) => ({ clock, matches: matcherOf(clock) }));
  return new Map(
    sources.flatMap(({ id, path }) => {
      const theirs = matchers.filter(({ matches }) => matches(path)).map(({ clock }) => clock);
      const zone = theirs.findLast((clock) => clock.zone !== undefined)?.zone;
      const skewUs = theirs.findLast((clock) => clock.skewUs !== undefined)?.skewUs;
      const first = activity.find(({ source }) => source === id)?.first.wall ?? 0;
      const offsetUs = zone === undefined ? undefined : zoneOffsetMin(zone, first) * MICROS_PER_MINUTE;
      return theirs.length === 0 ? [] : [[id, { offsetUs, skewUs }] as const];
    }),
  );
}
