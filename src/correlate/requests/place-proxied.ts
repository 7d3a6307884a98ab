import type { Request } from '../../model/request.ts';
import type { Worker } from '../../model/worker.ts';
import { givenUpOn } from './given-up.ts';
import { isOfLeaving, isPlaced, type Leaving, type Loss, lostRequest } from './proxy-losses.ts';

/**
 * Gives requests of which only a proxy tells to the worker that took them with it: those lost at the moment of a death, and
 * those that were given up on while a worker stood still, after a wait longer than any that was answered. Whatever else the
 * proxy saw end has ended.
 */
export function placeProxied(requests: readonly Request[], workers: readonly Worker[]): readonly Request[] {
  const losses = workers.flatMap(({ end, bootedAt, host }, worker): readonly Loss[] => {
    if (end.how !== 'died' || end.death.cause === 'boot-failure') return [];
    const { timeoutAt, goneAt } = end.death;
    return [{ worker, host, bootedAt, timeoutAt, goneAt }];
  });
  const leavings = workers.flatMap(({ end, host }): readonly Leaving[] =>
    end.how === 'graceful' ? [{ host, at: end.at }] : [],
  );
  const givenUp = givenUpOn(requests, losses);
  return requests.map((request) => {
    const { proxy, startedAt } = request;
    if (!proxy || isPlaced(request) || isEndedByServer(request)) return request;
    const loss = lostRequest(request, losses) ?? givenUp.get(request);
    const isTaken = loss !== undefined && !isOfLeaving(request, loss, leavings);
    const isStillOpen = request.endedAt === undefined && startedAt !== undefined;
    if (isTaken) return { ...request, worker: loss.worker, endedAt: undefined };
    return isStillOpen && proxy.outcome !== 'answered' ? { ...request, endedAt: proxy.at } : request;
  });
}

/** The application's own word is believed, whatever the proxy saw of it. */
const isEndedByServer = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'end');
