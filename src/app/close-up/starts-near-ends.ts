import { lasting } from '../../lib/lasting.ts';
import { clocksBySource, instantOf } from '../../model/clock.ts';
import type { LifecycleEvent, RequestEvent } from '../../model/event.ts';
import { tellsRequest } from '../../model/lifecycle.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { startsAloneIn } from '../../model/starts-alone.ts';
import type { Window } from '../../infer/incident-windows.ts';
import { type Windows, windowsIn } from './incident-windows.ts';

/**
 * The facts without the starts of requests that a server told far from all windows, and without those that an application tells, which says
 * nothing of ends, outside the windows of their own workers: how requests ended is known within these alone, so that elsewhere each start would
 * seem to be without an end; and at log level debug there are hundreds of thousands.
 */
export function startsNearEnds(facts: CaseFacts, windows: Windows): CaseFacts {
  const clockOf = clocksBySource(windows.clocks);
  const touching = new Map(
    facts.sources.map(({ id }) => [id, lasting(windowsIn(windows, id), ({ from, to }) => ({ from, to }))]),
  );
  const near = ({ origin: { source }, stamp }: LifecycleEvent | RequestEvent): readonly Window[] | undefined => {
    const clock = clockOf.get(source);
    if (!clock || !stamp) return undefined;
    const at = instantOf(stamp, clock);
    return touching.get(source)?.(at, at);
  };
  const isNear = (event: LifecycleEvent): boolean => near(event)?.length !== 0;
  const isNearOwn = (event: RequestEvent): boolean =>
    near(event)?.some(({ pid }) => pid === undefined || event.pid === undefined || pid === event.pid) !== false;
  const alone = startsAloneIn(facts.sources);
  const lifecycle = facts.lifecycle.filter((event) => !tellsRequest(event.step) || isNear(event));
  const edges = facts.edges.filter((event) => !alone.has(event.origin.source) || isNearOwn(event));
  return { ...facts, lifecycle, edges };
}
