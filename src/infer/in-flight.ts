import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import type { Death } from '../model/worker.ts';
import type { RequestsBy } from './requests-by.ts';

/** Second-long stamps of deaths against finer ones of applications. */
const SLACK_US = 1_000_000;

/** The requests of a worker that its end touches. */
export interface InFlight {
  /** Started in this life and never ended. */
  readonly unfinished: readonly Request[];
  /** Running when the master gave the worker up, and ended all the same; of a worker that just died there are none. */
  readonly survivors: readonly Request[];
}

/** What was in flight in the worker with index `worker` when it died. */
export function inFlightAt(worker: number, death: Death, by: RequestsBy): InFlight {
  const theirs = by.worker(worker).filter((request) => startedBy(request, death.goneAt));
  const missedAt = death.timeoutAt ?? death.goneAt;
  const hasFailed = (id: string): boolean => by.exceptionsOf(id).some(({ at }) => at < missedAt - SLACK_US);
  return {
    unfinished: theirs.filter(({ endedAt, id }) => endedAt === undefined && !(id !== undefined && hasFailed(id))),
    survivors:
      death.timeoutAt === undefined ? [] : theirs.filter(({ endedAt }) => endedAt !== undefined && endedAt >= missedAt),
  };
}

/** A supervisor may name a request without saying since when it ran. */
const startedBy = ({ startedAt, endedAt }: Request, goneAt: Micros): boolean =>
  startedAt === undefined ? endedAt === undefined : startedAt <= goneAt + SLACK_US;
