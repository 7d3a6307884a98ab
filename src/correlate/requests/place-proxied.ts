import type { Request } from '../../model/request.ts';
import type { Worker } from '../../model/worker.ts';
import { givenUpOn } from './given-up.ts';
import { isOfLeaving, isPlaced, type Leaving, type Loss, lostWith } from './proxy-losses.ts';

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
  const held = new Map<Loss, number>();
  return requests.map((request) => {
    if (!request.proxy || isPlaced(request) || isEndedByServer(request)) return request;
    // Workers that end in the same second cannot be told apart: what was lost with them is spread over them.
    const together = lostWith(request, losses);
    const [lost] = [...together].sort((a, b) => (held.get(a) ?? 0) - (held.get(b) ?? 0));
    const loss = lost ?? givenUp.get(request);
    if (!loss || isOfLeaving(request, loss, leavings)) return givenUpIn(request, request.proxy);
    held.set(loss, (held.get(loss) ?? 0) + 1);
    const rivals = together.length > 1 ? { rivals: together.length - 1 } : {};
    return { ...request, ...rivals, worker: loss.worker, endedAt: undefined };
  });
}

/** What no worker took with it ended for the proxy. */
const givenUpIn = (request: Request, { outcome, at }: NonNullable<Request['proxy']>): Request =>
  request.endedAt === undefined && request.startedAt !== undefined && outcome !== 'answered'
    ? { ...request, endedAt: at }
    : request;

/** The application's own word is believed, whatever the proxy saw of it. */
const isEndedByServer = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'end');
