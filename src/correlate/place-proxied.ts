import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import type { Worker } from '../model/worker.ts';

/** Deaths and a proxy's lines are logged with whole seconds. */
const SLACK_US = 1_500_000;
/** So many durations show what is usual. */
const ENOUGH = 30;
/** A wait that was given up is looked for so long before the end of the worker that held it. */
const OLDEST_US = 300_000_000;

interface Loss {
  readonly worker: number;
  readonly bootedAt: Micros | undefined;
  readonly timeoutAt: Micros | undefined;
  readonly goneAt: Micros;
}

/**
 * Gives requests of which only a proxy tells to the worker that took them with it: those lost at the moment of a death, and
 * those that were given up on while a worker stood still, after a wait longer than any that was answered. Whatever else the
 * proxy saw end has ended.
 */
export function placeProxied(requests: readonly Request[], workers: readonly Worker[]): readonly Request[] {
  const losses = workers.flatMap(({ end, bootedAt }, worker): readonly Loss[] => {
    if (end.how !== 'died' || end.death.cause === 'boot-failure') return [];
    const { timeoutAt, goneAt } = end.death;
    return [{ worker, bootedAt, timeoutAt, goneAt }];
  });
  const usual = longestAnswered(requests);
  return requests.map((request) => {
    const { proxy, worker, pid, startedAt } = request;
    if (!proxy || worker !== undefined || pid !== undefined) return request;
    const loss = lossOf(request, losses, usual);
    const isStillOpen = request.endedAt === undefined && startedAt !== undefined;
    if (loss) return { ...request, worker: loss.worker, endedAt: undefined };
    return isStillOpen && proxy.outcome !== 'answered' ? { ...request, endedAt: proxy.at } : request;
  });
}

function lossOf(request: Request, losses: readonly Loss[], usual: number | undefined): Loss | undefined {
  const { proxy, durationUs } = request;
  if (proxy?.outcome === 'lost') return nearest(losses, proxy.at, (loss) => isLostWith(proxy.at, loss));
  if (proxy?.outcome !== 'client-left' && proxy?.outcome !== 'timeout') return undefined;
  if (durationUs === undefined || usual === undefined || durationUs <= usual) return undefined;
  return nearest(losses, proxy.at, (loss) => isHeldBy(request, proxy.at, loss));
}

/** A connection breaks when its request is aborted, at the latest when the process ends. */
const isLostWith = (at: Micros, { timeoutAt, goneAt }: Loss): boolean =>
  at >= (timeoutAt ?? goneAt) - SLACK_US && at <= goneAt + SLACK_US;

const isHeldBy = ({ startedAt }: Request, leftAt: Micros, { bootedAt, timeoutAt, goneAt }: Loss): boolean =>
  timeoutAt !== undefined &&
  leftAt <= goneAt + SLACK_US &&
  leftAt >= timeoutAt - OLDEST_US &&
  (startedAt ?? leftAt) <= timeoutAt &&
  (bootedAt ?? 0) - SLACK_US <= (startedAt ?? leftAt);

const nearest = (losses: readonly Loss[], at: Micros, fits: (loss: Loss) => boolean): Loss | undefined =>
  losses.filter(fits).sort((a, b) => Math.abs(a.goneAt - at) - Math.abs(b.goneAt - at))[0];

/** The longest wait, in microseconds, that ended with an answer; `undefined` where too few are told. */
function longestAnswered(requests: readonly Request[]): number | undefined {
  let longest = 0;
  let count = 0;
  for (const { proxy, durationUs } of requests) {
    if (proxy?.outcome !== 'answered' || durationUs === undefined) continue;
    longest = Math.max(longest, durationUs);
    count += 1;
  }
  return count < ENOUGH ? undefined : longest;
}
