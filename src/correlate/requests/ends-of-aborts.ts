import { groupedBy } from '../../lib/grouped.ts';
import { isBeside } from '../../model/beside.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import type { Worker } from '../../model/worker.ts';
import { areAllOfClass } from './all-of-class.ts';
import { bucketed, distance, isSameWork, near, NEAR_US } from './alike.ts';

/** The master's line is cut to the second, and the abort takes a moment to unwind the code. */
const UNWOUND_WITHIN_US = 1_500_000;
const SERVER_ERROR = 500;

/** What tells whether an end was also an answer. */
interface Answers {
  readonly workers: readonly Worker[];
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  readonly proxied: readonly Request[];
}

/**
 * The same, without the ends that an abort made: an application that logs them in a `finally` writes one as the abort's SystemExit unwinds
 * the code (measured: gunicorn 20.1.0 and 26.2, sync and gevent), and nothing is answered by that. Of a sync worker it is what held it; of
 * others it is so where the logs that tell of answers, the server's or the proxy's, know of none.
 */
export function withoutEndsOfAborts(logged: readonly Request[], answers: Answers): readonly Request[] {
  const missed = groupedBy(answers.workers.filter(isMissed), ({ pid }) => pid);
  const unwound = new Set(logged.filter((request) => missed.get(request.pid)?.some((one) => isUnwound(request, one))));
  if (unwound.size === 0) return logged;
  const isUnanswered = unanswered(logged, answers);
  return logged.map((request) =>
    unwound.has(request) && isUnanswered(request) ? { ...request, endedAt: undefined, durationUs: undefined } : request,
  );
}

const isMissed = ({ pid, end }: Worker): boolean =>
  pid !== undefined && end.how === 'died' && end.death.timeoutAt !== undefined;

/** It began long before its worker was given up, and its application alone tells an end, of that moment. */
function isUnwound({ startedAt, endedAt, status, evidence, host }: Request, worker: Worker): boolean {
  const { end } = worker;
  const timeoutAt = end.how === 'died' ? end.death.timeoutAt : undefined;
  if (timeoutAt === undefined || startedAt === undefined || endedAt === undefined) return false;
  const wasHeld = startedAt < timeoutAt - UNWOUND_WITHIN_US;
  const isOfThen = endedAt >= timeoutAt && endedAt <= timeoutAt + UNWOUND_WITHIN_US;
  return wasHeld && isOfThen && isBeside(worker, { host }) && isToldByApplication({ status, evidence });
}

const isToldByApplication = ({ status = SERVER_ERROR, evidence }: Pick<Request, 'status' | 'evidence'>): boolean =>
  status >= SERVER_ERROR && evidence.some(({ edge }) => edge === 'end') && !isInAccessLog({ evidence });

/** True of a request that had no answer, as far as those that would have told it tell. */
function unanswered(logged: readonly Request[], { lifecycle, proxied }: Answers): (request: Request) => boolean {
  const told = new Set(logged.flatMap((request) => (isInBoth(request) ? (request.pid ?? []) : [])));
  const lines = bucketed(proxied);
  const takesOne = areAllOfClass(lifecycle, /^sync$/);
  return (request) => takesOne || told.has(request.pid ?? -1) || isLostInFront(request, { lines, proxied });
}

const isInAccessLog = ({ evidence }: Pick<Request, 'evidence'>): boolean =>
  evidence.some(({ edge }) => edge === 'whole');

const isInBoth = (request: Request): boolean =>
  isInAccessLog(request) && request.evidence.some(({ edge }) => edge === 'end');

function isLostInFront(
  request: Request,
  { lines, proxied }: { readonly lines: ReturnType<typeof bucketed>; readonly proxied: readonly Request[] },
): boolean {
  const { endedAt = 0 } = request;
  const isAnswered = near(lines, request, request.endedAt).some(
    (line) => line.proxy?.outcome === 'answered' && isSameWork(request, line) && distance(request, line) <= NEAR_US,
  );
  return (
    !isAnswered &&
    proxied.some(
      (line) => line.proxy?.outcome === 'lost' && line.proxy.at >= endedAt - NEAR_US && isSameWork(request, line),
    )
  );
}
