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
  readonly host: string | undefined;
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
  const losses = workers.flatMap(({ end, bootedAt, host }, worker): readonly Loss[] => {
    if (end.how !== 'died' || end.death.cause === 'boot-failure') return [];
    const { timeoutAt, goneAt } = end.death;
    return [{ worker, host, bootedAt, timeoutAt, goneAt }];
  });
  const givenUp = givenUpOn(requests, losses);
  return requests.map((request) => {
    const { proxy, startedAt } = request;
    if (!proxy || isPlaced(request) || isEndedByServer(request)) return request;
    const loss = lostRequest(request, losses) ?? givenUp.get(request);
    const isStillOpen = request.endedAt === undefined && startedAt !== undefined;
    if (loss) return { ...request, worker: loss.worker, endedAt: undefined };
    return isStillOpen && proxy.outcome !== 'answered' ? { ...request, endedAt: proxy.at } : request;
  });
}

const GIVEN_UP: ReadonlySet<string> = new Set(['client-left', 'timeout']);

const isPlaced = ({ worker, pid }: Request): boolean => worker !== undefined || pid !== undefined;

/** The application's own word is believed, whatever the proxy saw of it. */
const isEndedByServer = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'end');

const lostRequest = (request: Request, losses: readonly Loss[]): Loss | undefined =>
  request.proxy?.outcome === 'lost' && !isPlaced(request) ? lostWith(request, request.proxy.at, losses) : undefined;

const lostWith = (request: Request, at: Micros, losses: readonly Loss[]): Loss | undefined =>
  nearest(losses, at, (loss) => isLostWith(at, loss) && !isElsewhere(request, loss));

/** Heroku's router names the dyno, which is what its logs name as the host of a worker. */
const DYNO = /^[a-z_]+\.\d+$/i;

function isElsewhere({ evidence }: Request, { host }: Loss): boolean {
  if (host === undefined || !DYNO.test(host)) return false;
  return evidence.some(({ facts: { upstream = '' } }) => DYNO.test(upstream) && upstream !== host);
}

/**
 * The requests that were given up on while a worker held them: those that waited longer than any that was answered. Where too few
 * answers are told to say what is usual, the only one that was given up on while that worker stood still, if none was lost with it.
 */
function givenUpOn(requests: readonly Request[], losses: readonly Loss[]): ReadonlyMap<Request, Loss> {
  const usual = longestAnswered(requests);
  const held = requests.flatMap((request): readonly (readonly [Request, Loss])[] => {
    const { proxy, durationUs } = request;
    if (!proxy || !GIVEN_UP.has(proxy.outcome) || isPlaced(request) || durationUs === undefined) return [];
    if (durationUs <= (usual ?? 0)) return [];
    const loss = nearest(losses, proxy.at, (one) => isHeldBy(request, proxy.at, one) && !isElsewhere(request, one));
    return loss ? [[request, loss]] : [];
  });
  if (usual !== undefined) return new Map(held);
  const lost = requests.map((request) => lostRequest(request, losses));
  return new Map(
    held.filter(([, loss]) => !lost.includes(loss) && held.filter(([, one]) => one === loss).length === 1),
  );
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
