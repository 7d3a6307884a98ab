import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import type { Worker } from '../model/worker.ts';

/** Ends of workers and a proxy's lines are logged with whole seconds. */
const SLACK_US = 1_500_000;
const SERVER_ERROR = 500;

/** True if one server gave the answer: where a proxy asked several in turn, the last may have answered for a dead one. */
export const isAnsweredByOne = ({ evidence }: Request): boolean =>
  evidence.every(({ facts }) => facts.upstreamStatus === undefined || /^\d{3}$/.test(facts.upstreamStatus));

/**
 * A request that the proxy in front saw answered has ended, although the server's own log has no end for it: applications
 * often log none where they fail. An error at the moment of an abort is no such answer: it is how a sync worker's request
 * ends with it from gunicorn 22.0.0 on (workers/base.py, handle_error).
 */
export function endAnswered(requests: readonly Request[], workers: readonly Worker[]): readonly Request[] {
  const deaths = workers.flatMap(({ end }, worker) =>
    end.how === 'died' ? [{ worker, moments: [end.death.timeoutAt ?? end.death.goneAt, end.death.goneAt] }] : [],
  );
  const isAborted = (worker: number | undefined, at: Micros): boolean =>
    deaths.some(
      (death) =>
        (worker === undefined || death.worker === worker) &&
        death.moments.some((moment) => Math.abs(moment - at) <= SLACK_US),
    );
  return requests.map((request) => {
    const { proxy, endedAt, status = 0, worker } = request;
    if (endedAt !== undefined || proxy?.outcome !== 'answered') return request;
    return status >= SERVER_ERROR && isAborted(worker, proxy.at) ? request : { ...request, endedAt: proxy.at };
  });
}
