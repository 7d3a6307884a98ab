import type { Request } from '../../model/request.ts';
import type { Worker } from '../../model/worker.ts';
import { givenUpOn } from './given-up.ts';
import { isOfLeaving, isPlaced, type Leaving, type Loss, lossesWith } from './proxy-losses.ts';

/**
 * Gives requests of which only a proxy tells to the worker that took them with it: those lost at the moment of a death, spread over those
 * that died in that second, and those that were given up on while a worker stood still, after a wait longer than any that was answered. Whatever else the
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
  const givenUpTo = (request: Request): Loss | undefined => {
    const loss = givenUp.get(request);
    return loss && !isOfLeaving(request, loss, leavings) ? loss : undefined;
  };
  const held = new Map<Loss, number>();
  const heldBy = (loss: Loss): number => held.get(loss) ?? 0;
  return requests.map((request) => {
    const { proxy, startedAt } = request;
    if (!proxy || isPlaced(request) || isEndedByServer(request)) return request;
    const together = lossesWith(request, losses).filter((loss) => !isOfLeaving(request, loss, leavings));
    const loss = together.toSorted((a, b) => heldBy(a) - heldBy(b))[0] ?? givenUpTo(request);
    const isStillOpen = request.endedAt === undefined && startedAt !== undefined;
    if (loss) {
      held.set(loss, heldBy(loss) + 1);
      const rivals = together.length - 1;
      return { ...request, worker: loss.worker, endedAt: undefined, ...(rivals > 0 ? { rivals } : {}) };
    }
    return isStillOpen && proxy.outcome !== 'answered' ? { ...request, endedAt: proxy.at } : request;
  });
}

/** The application's own word is believed, whatever the proxy saw of it. */
const isEndedByServer = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'end');
