import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import type { Death } from '../model/worker.ts';

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
export function inFlightAt(worker: number, death: Death, { requests, exceptions }: Correlation): InFlight {
  const theirs = requests.filter((request) => request.worker === worker && startedBy(request, death.goneAt));
  const missedAt = death.timeoutAt ?? death.goneAt;
  const failed = new Set(
    exceptions.flatMap(({ at, event }) =>
      event.requestId !== undefined && at < missedAt - SLACK_US ? [event.requestId] : [],
    ),
  );
  return {
    unfinished: theirs.filter(({ endedAt, id }) => endedAt === undefined && !(id !== undefined && failed.has(id))),
    survivors:
      death.timeoutAt === undefined ? [] : theirs.filter(({ endedAt }) => endedAt !== undefined && endedAt >= missedAt),
  };
}

/** A supervisor may name a request without saying since when it ran. */
const startedBy = ({ startedAt, endedAt }: Request, goneAt: Micros): boolean =>
  startedAt === undefined ? endedAt === undefined : startedAt <= goneAt + SLACK_US;
