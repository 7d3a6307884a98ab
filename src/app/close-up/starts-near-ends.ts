import { lasting } from '../../lib/lasting.ts';
import { clocksBySource, instantOf } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { tellsRequest } from '../../model/lifecycle.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { type Windows, windowsIn } from './incident-windows.ts';

/**
 * The facts without the starts of requests that a server told far from all windows: how requests ended is known within these alone, so
 * that elsewhere each start would seem to be without an end; and at log level debug there are hundreds of thousands.
 */
export function startsNearEnds(facts: CaseFacts, windows: Windows): CaseFacts {
  const clockOf = clocksBySource(windows.clocks);
  const touching = new Map(
    facts.sources.map(({ id }) => [id, lasting(windowsIn(windows, id), ({ from, to }) => ({ from, to }))]),
  );
  const isNear = ({ origin: { source }, stamp }: LifecycleEvent): boolean => {
    const clock = clockOf.get(source);
    if (!clock || !stamp) return true;
    const at = instantOf(stamp, clock);
    return touching.get(source)?.(at, at).length !== 0;
  };
  const lifecycle = facts.lifecycle.filter((event) => !tellsRequest(event.step) || isNear(event));
  return { ...facts, lifecycle };
}
