import type { Request } from '../../model/request.ts';
import type { Worker } from '../../model/worker.ts';
import { abortedAnswers } from './aborted-answers.ts';

/** True if one server gave the answer: where a proxy asked several in turn, the last may have answered for a dead one. */
export const isAnsweredByOne = ({ evidence }: Request): boolean =>
  evidence.every(({ facts }) => facts.upstreamStatus === undefined || /^\d{3}$/.test(facts.upstreamStatus));

/**
 * A request that the proxy in front saw answered has ended, although the server's own log has no end for it: applications
 * often log none where they fail. An error at the moment of an abort is no such answer.
 */
export function endAnswered(requests: readonly Request[], workers: readonly Worker[]): readonly Request[] {
  const isAborted = abortedAnswers(workers);
  return requests.map((request) => {
    const { proxy, endedAt } = request;
    if (endedAt !== undefined || proxy?.outcome !== 'answered') return request;
    return isAborted(request, proxy.at) ? request : { ...request, endedAt: proxy.at };
  });
}
