import { gaveUp, type Request } from '../../model/request.ts';
import type { Worker } from '../../model/worker.ts';
import { askedAtStandstill } from './asked-at-standstill.ts';
import { givenUpOn } from './given-up.ts';
import { neverBegun } from './never-begun.ts';
import { isOfLeaving, isPlaced, type Leaving, type Loss, lostWith } from './proxy-losses.ts';

/**
 * Gives requests of which only a proxy tells to the worker that took them with it: those lost at the moment of a death, spread over those
 * that died in that second, and those that were given up on while a worker stood still, after a wait longer than any that was answered. Whatever else the
 * proxy saw end has ended. `areAllTold`: the server's own log tells the start of whatever it begins.
 */
export function placeProxied(
  requests: readonly Request[],
  workers: readonly Worker[],
  areAllTold = false,
): readonly Request[] {
  const losses = workers.flatMap(({ end, bootedAt, host }, worker): readonly Loss[] => {
    const moments = momentsOf(end);
    return moments ? [{ worker, host, bootedAt, ...moments }] : [];
  });
  const leavings = workers.flatMap(({ end, host }): readonly Leaving[] =>
    end.how === 'graceful' ? [{ host, at: end.at }] : [],
  );
  const [isNeverBegun, isAtStandstill] = [neverBegun(requests, areAllTold), askedAtStandstill(requests)];
  const isQueued = (request: Request): boolean =>
    isNeverBegun(request) || (isSeenInFrontAlone(request) && isAtStandstill(request));
  const isOpen = goesOn(requests);
  const givenUp = givenUpOn(
    requests.filter((request) => !isQueued(request)),
    losses,
  );
  const isFromDeath = (request: Request, loss: Loss): boolean => !isOfLeaving(request, loss, leavings);
  const givenUpWith = (request: Request): Loss | undefined => {
    const loss = givenUp.get(request);
    return loss && isFromDeath(request, loss) ? loss : undefined;
  };
  const held = new Map<Loss, number>();
  const heldBy = (loss: Loss): number => held.get(loss) ?? 0;
  return requests.map((request) => {
    if (!request.proxy || isPlaced(request) || isEndedByServer(request)) return request;
    if (isQueued(request)) return givenUpIn(request, request.proxy);
    // Workers that end in the same second cannot be told apart: what was lost with them is spread over them.
    const together = lostWith(request, losses).filter((loss) => isFromDeath(request, loss));
    const loss = together.toSorted((a, b) => heldBy(a) - heldBy(b))[0] ?? givenUpWith(request);
    if (!loss) return isOpen(request) ? request : givenUpIn(request, request.proxy);
    held.set(loss, heldBy(loss) + 1);
    const rivals = together.length > 1 ? { rivals: together.length - 1 } : {};
    return { ...request, ...rivals, worker: loss.worker, endedAt: undefined };
  });
}

/** Who left and nothing says why may have exited in the midst of requests. */
function momentsOf(end: Worker['end']): Pick<Loss, 'timeoutAt' | 'goneAt'> | undefined {
  if (end.how === 'left' && !end.inOrder) return { timeoutAt: undefined, goneAt: end.at };
  if (end.how !== 'died' || end.death.cause === 'boot-failure') return undefined;
  const { timeoutAt, goneAt } = end.death;
  return { timeoutAt, goneAt };
}

/** What no worker took with it ended for the proxy. */
const givenUpIn = (request: Request, { outcome, at }: NonNullable<Request['proxy']>): Request =>
  request.endedAt === undefined && request.startedAt !== undefined && outcome !== 'answered'
    ? { ...request, endedAt: at }
    : request;

/** True of what was given up in front, and begun by a server whose own log tells ends as well: it tells none, so it is open yet. */
function goesOn(requests: readonly Request[]): (request: Request) => boolean {
  const sourcesOf = ({ evidence }: Request, which: 'start' | 'end'): readonly number[] =>
    evidence.filter(({ edge }) => edge === which).map(({ origin }) => origin.source);
  const tellEnds = new Set(requests.flatMap((request) => sourcesOf(request, 'end')));
  return (request) => gaveUp(request.proxy?.outcome) && sourcesOf(request, 'start').some((log) => tellEnds.has(log));
}

const isSeenInFrontAlone = ({ evidence }: Request): boolean => evidence.every(({ edge }) => edge === 'whole');

/** The application's own word is believed, whatever the proxy saw of it. */
const isEndedByServer = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'end');
