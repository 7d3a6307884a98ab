import { correlate } from '../../correlate/correlate.ts';
import { inSummerTime, summerTimeTurns } from '../../correlate/clocks/summer-time.ts';
import { groupedBy } from '../../lib/grouped.ts';
import { type Window, windowsAround } from '../../infer/incident-windows.ts';
import { type Clock, instantOf } from '../../model/clock.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { tellsRequest } from '../../model/lifecycle.ts';
import { gaveUp, type Request } from '../../model/request.ts';
import { startsAloneIn } from '../../model/starts-alone.ts';
import { type Micros, micros, type Stamp } from '../../model/time.ts';
import type { LostIds } from './incident-interest.ts';

export interface Windows {
  readonly clocks: readonly Clock[];
  readonly windows: readonly Window[];
  /** Sources in which summer time ends or begins, with what is added to their times behind that so that they go on. */
  readonly turned: ReadonlyMap<number, number>;
  /** Ids of the requests that ended with their workers, by pid: they may have been tried again elsewhere. */
  readonly lostIds: LostIds;
  /** Ids of those that a proxy gave up on: the server may have gone on with them, in whatever worker. */
  readonly givenUpIds: ReadonlySet<string>;
}

/**
 * The windows of incidents and stalls, the clocks by which a source's stretches are held against them, and what was lost in them. Starts of
 * requests that a server tells name no ids, and there may be hundreds of thousands: they are left out as long as no ends are known, and so
 * are those of an application that tells no ends.
 */
export function incidentWindows(facts: CaseFacts): Windows {
  const lifecycle = facts.lifecycle.filter(({ step }) => !tellsRequest(step));
  const alone = startsAloneIn(facts.sources);
  const tellsStarts = alone.size > 0 || lifecycle.length < facts.lifecycle.length;
  const edges = facts.edges.filter(({ origin }) => !alone.has(origin.source));
  const correlation = correlate(inSummerTime({ ...facts, lifecycle, edges }));
  const lost = correlation.requests.filter(({ endedAt, worker }) => endedAt === undefined && worker !== undefined);
  const pidOf = ({ worker }: Request) => (worker === undefined ? undefined : correlation.workers[worker]?.pid);
  const told = lost.filter(({ id }) => id !== undefined);
  const lostIds = new Map(
    [...groupedBy(told, pidOf)].map(([pid, requests]) => [pid, new Set(requests.flatMap(({ id }) => id ?? []))]),
  );
  const givenUpIds = new Set(
    correlation.requests.flatMap(({ id, proxy }) => (id !== undefined && proxy && gaveUp(proxy.outcome) ? id : [])),
  );
  const turned = new Map([...summerTimeTurns(facts.lifecycle)].map(([source, { addedUs }]) => [source, addedUs]));
  return { clocks: correlation.clocks, windows: windowsAround(correlation, tellsStarts), turned, lostIds, givenUpIds };
}

/** The windows as a source's clock shows them: where summer time ends or begins in it, on either side of that. */
export function windowsIn({ windows, turned }: Windows, source: number): readonly Window[] {
  const addedUs = turned.get(source);
  return addedUs === undefined ? windows : [...windows, ...windows.map((window) => shownBehind(window, addedUs))];
}

const shownBehind = ({ pid, ...times }: Window, addedUs: number): Window => {
  const before = (at: Micros): Micros => micros(at - addedUs);
  const { from, to, nearFrom, ownFrom, ownTo, unnamedFrom, missedAt } = times;
  return {
    ...{ pid, from: before(from), to: before(to), nearFrom: before(nearFrom) },
    ...{ ownFrom: before(ownFrom), ownTo: before(ownTo), unnamedFrom: before(unnamedFrom) },
    missedAt: before(missedAt),
  };
};

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
