import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';
import type { Worker } from '../model/worker.ts';

/** One start without an end may be of a thread that hangs. */
const FEWEST = 2;
/** So many show what is usual. */
const ENOUGH = 30;
/** What is so many times older than any that ended would have ended. */
const FAR_OLDER = 1.5;

/**
 * The share of requests whose end an application does not tell: of those that began in workers that lived on, and were then far older than
 * any that ended. Applications log the end of what they answer, and often none of what fails. `longest`: how long the longest took that is
 * told to the end.
 */
export function untoldShare(
  theirs: readonly Request[],
  { workers, served }: Pick<Correlation, 'workers' | 'served'>,
  longest: number,
): number {
  const lastAt = theirs.reduce((last, { startedAt = 0, endedAt = 0 }) => Math.max(last, startedAt, endedAt), 0);
  const untold = theirs.filter(
    (request) =>
      request.endedAt === undefined &&
      watchedUntil(request, workers, lastAt) - (request.startedAt ?? Infinity) > longest * FAR_OLDER,
  ).length;
  const havePids = theirs.some(({ pid }) => pid !== undefined);
  const begun = havePids
    ? workers.filter(({ end }) => watchedIn(end, lastAt) > 0).reduce((sum, worker) => sum + worker.served.begun, 0)
    : served.begun;
  return untold < FEWEST || begun < ENOUGH ? 0 : untold / begun;
}

/** Until when an end of it would have been told. */
function watchedUntil({ worker, pid }: Request, workers: readonly Worker[], lastAt: number): number {
  const end = worker === undefined ? undefined : workers[worker]?.end;
  return end === undefined && pid === undefined ? lastAt : watchedIn(end, lastAt);
}

/** Nothing ends in a worker that stands still, or is gone. */
function watchedIn(end: Worker['end'] | undefined, lastAt: number): number {
  if (end?.how === 'running') return lastAt;
  if (end?.how === 'graceful') return end.since;
  return end?.how === 'died' && end.death.timeoutAt === undefined ? end.death.goneAt : -Infinity;
}
