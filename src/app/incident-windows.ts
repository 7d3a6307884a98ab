import { correlate } from '../correlate/correlate.ts';
import { groupedBy } from '../lib/grouped.ts';
import { type Window, windowsAround } from '../infer/incident-windows.ts';
import { type Clock, instantOf } from '../model/clock.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { Request } from '../model/request.ts';
import type { Stamp } from '../model/time.ts';
import type { LostIds } from './incident-interest.ts';

export interface Windows {
  readonly clocks: readonly Clock[];
  readonly windows: readonly Window[];
  /** Ids of the requests that ended with their workers, by pid: they may have been tried again elsewhere. */
  readonly lostIds: LostIds;
  /** Ids of those that a proxy gave up on: the server may have gone on with them, in whatever worker. */
  readonly givenUpIds: readonly string[];
}

/** The windows of incidents and stalls, the clocks by which a source's stretches are held against them, and what was lost in them. */
export function incidentWindows(facts: CaseFacts): Windows {
  const correlation = correlate(facts);
  const lost = correlation.requests.filter(({ endedAt, worker }) => endedAt === undefined && worker !== undefined);
  const pidOf = ({ worker }: Request) => (worker === undefined ? undefined : correlation.workers[worker]?.pid);
  const told = lost.filter(({ id }) => id !== undefined);
  const lostIds = new Map(
    [...groupedBy(told, pidOf)].map(([pid, requests]) => [pid, new Set(requests.flatMap(({ id }) => id ?? []))]),
  );
  const givenUpIds = correlation.requests.flatMap(({ id, proxy }) =>
    id !== undefined && proxy && GIVEN_UP.has(proxy.outcome) ? id : [],
  );
  return { clocks: correlation.clocks, windows: windowsAround(correlation), lostIds, givenUpIds };
}

const GIVEN_UP: ReadonlySet<string> = new Set(['client-left', 'timeout']);

/** A stretch of a source as its clock showed it. */
export interface Stretch {
  readonly first: Stamp | undefined;
  readonly last: Stamp | undefined;
}

/** True if the stretch touches the window; one without times is never looked at. */
export function touches({ first, last }: Stretch, clock: Clock, window: Pick<Window, 'from' | 'to'>): boolean {
  if (!first || !last) return false;
  return instantOf(first, clock) <= window.to && instantOf(last, clock) >= window.from;
}
