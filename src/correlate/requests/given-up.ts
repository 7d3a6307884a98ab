import { groupedBy } from '../../lib/grouped.ts';
import { gaveUp, type Request } from '../../model/request.ts';
import type { Micros } from '../../model/time.ts';
import { isElsewhere, isPlaced, type Loss, lostRequest, nearest, SLACK_US } from './proxy-losses.ts';

/** So many durations show what is usual. */
const ENOUGH = 30;
/** So small a share of the answers tells of waits that are not usual. */
const HELD_UP = 0.01;
/** A wait that was given up is looked for so long before the end of the worker that held it. */
const OLDEST_US = 300_000_000;

/** What a proxy gives up on while a worker stands still must be so many times as frequent as what it gives up on at other times. */
const OUT_OF_ALL = 3;

/**
 * The requests that were given up on while a worker held them: those that waited longer than any that was answered. Where too few
 * answers are told to say what is usual, the only one that was given up on while that worker stood still, if none was lost with it and none is given up on at other times.
 * Where as many are given up on at any time, it says nothing.
 */
export function givenUpOn(requests: readonly Request[], losses: readonly Loss[]): ReadonlyMap<Request, Loss> {
  const usual = longestAnswered(requests);
  const given = requests.filter((request) => isGivenUp(request, usual ?? 0));
  if (given.length === 0) return new Map();
  const held = given.flatMap((request): readonly (readonly [Request, Loss])[] => {
    const at = request.proxy?.at;
    const loss =
      at === undefined
        ? undefined
        : nearest(losses, at, (one) => isHeldBy(request, at, one) && !isElsewhere(request, one));
    return loss ? [[request, loss]] : [];
  });
  const taken = new Set(held.map(([request]) => request));
  const others = given.filter((request) => !taken.has(request));
  if (usual !== undefined) return new Map(isMoreThanUsual(held, others, requests) ? held : []);
  if (others.length > 0) return new Map();
  const lost = requests.map((request) => lostRequest(request, losses));
  return new Map(
    held.filter(([, loss]) => !lost.includes(loss) && held.filter(([, one]) => one === loss).length === 1),
  );
}

const isGivenUp = (request: Request, usualUs: number): boolean => {
  const { proxy, durationUs } = request;
  return (
    proxy !== undefined &&
    gaveUp(proxy.outcome) &&
    !isPlaced(request) &&
    durationUs !== undefined &&
    durationUs > usualUs
  );
};

/** True if in the time in which workers held them more were given up on than at all other times, each for its length. */
function isMoreThanUsual(
  held: readonly (readonly [Request, Loss])[],
  others: readonly Request[],
  all: readonly Request[],
): boolean {
  if (others.length === 0) return true;
  const within = groupedBy(held, ([, loss]) => loss);
  const heldUs = [...within.values()].reduce((sum, some) => sum + spanUs(some.map(([request]) => request)), 0);
  const otherUs = Math.max(SLACK_US, spanUs(all) - heldUs);
  return held.length * otherUs >= others.length * heldUs * OUT_OF_ALL;
}

/** From the first to the last of these that a proxy saw end, in microseconds; at least the slack of its stamps. */
function spanUs(requests: readonly Request[]): number {
  const moments = requests.flatMap(({ proxy }) => proxy?.at ?? []);
  if (moments.length === 0) return SLACK_US;
  const [from, to] = moments.reduce(([low, high], at) => [Math.min(low, at), Math.max(high, at)], [Infinity, 0]);
  return Math.max(SLACK_US, to - from);
}

const isHeldBy = ({ startedAt }: Request, leftAt: Micros, { bootedAt, timeoutAt, goneAt }: Loss): boolean =>
  timeoutAt !== undefined &&
  leftAt <= goneAt + SLACK_US &&
  leftAt >= timeoutAt - OLDEST_US &&
  (startedAt ?? leftAt) <= timeoutAt &&
  (bootedAt ?? 0) - SLACK_US <= (startedAt ?? leftAt);

/**
 * The longest usual wait, in microseconds, that ended with an answer; `undefined` where too few are told. What a worker held that came to itself
 * again was answered late, too.
 */
function longestAnswered(requests: readonly Request[]): number | undefined {
  const waits = requests
    .flatMap(({ proxy, durationUs }) => (proxy?.outcome === 'answered' && durationUs !== undefined ? [durationUs] : []))
    .sort((a, b) => a - b);
  return waits.length < ENOUGH ? undefined : waits.at(-1 - Math.floor(waits.length * HELD_UP));
}
