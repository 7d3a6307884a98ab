import { isBeside } from '../../model/beside.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';

/** Deaths and a proxy's lines are logged with whole seconds. */
export const SLACK_US = 1_500_000;

/** The end of a worker as a proxy in front may have seen it. */
export interface Loss {
  readonly worker: number;
  readonly host: string | undefined;
  readonly bootedAt: Micros | undefined;
  readonly timeoutAt: Micros | undefined;
  readonly goneAt: Micros;
}

/** True if it is known to which worker a request went. */
export const isPlaced = ({ worker, pid }: Request): boolean => worker !== undefined || pid !== undefined;

/** Ends within the second in which stamps are cut off: nothing tells which of them it was. */
export function lossesWith(request: Request, losses: readonly Loss[]): readonly Loss[] {
  const at = request.proxy?.at;
  const first = lostRequest(request, losses);
  if (at === undefined || !first) return [];
  const off = ({ goneAt }: Loss): number => Math.abs(goneAt - at);
  const isAlike = (loss: Loss): boolean => off(loss) - off(first) < MICROS_PER_SECOND;
  return losses.filter((loss) => isAlike(loss) && lostRequest(request, [loss]) !== undefined);
}

/** The end with which the proxy lost its connection. */
export const lostRequest = (request: Request, losses: readonly Loss[]): Loss | undefined =>
  request.proxy?.outcome === 'lost' && !isPlaced(request) ? lostWith(request, request.proxy.at, losses) : undefined;

const lostWith = (request: Request, at: Micros, losses: readonly Loss[]): Loss | undefined =>
  nearest(losses, at, (loss) => isLostWith(at, loss) && !isElsewhere(request, loss));

/** A connection breaks when its request is aborted, at the latest when the process ends. */
const isLostWith = (at: Micros, { timeoutAt, goneAt }: Loss): boolean =>
  at >= (timeoutAt ?? goneAt) - SLACK_US && at <= goneAt + SLACK_US;

/** A worker that left in good order may have cut off what outlasted its patience. */
export interface Leaving {
  readonly host: string | undefined;
  readonly at: Micros;
}

/** True if a connection broke while another worker left, and only near the end of this one. */
export const isOfLeaving = (request: Request, { timeoutAt, goneAt }: Loss, leavings: readonly Leaving[]): boolean => {
  const at = request.proxy?.at;
  if (at === undefined || request.proxy?.outcome !== 'lost') return false;
  const off = offFrom(at, timeoutAt ?? goneAt, goneAt);
  return off > 0 && leavings.some((leaving) => isBeside(request, leaving) && offFrom(at, leaving.at, leaving.at) < off);
};

/** How far a moment lies from a span of which servers write the seconds, cut off. */
const offFrom = (at: Micros, from: Micros, to: Micros): number => Math.max(0, from - at, at - (to + MICROS_PER_SECOND));

/** Of the ends that fit, the nearest to a moment. */
export const nearest = (losses: readonly Loss[], at: Micros, fits: (loss: Loss) => boolean): Loss | undefined =>
  losses.filter(fits).sort((a, b) => Math.abs(a.goneAt - at) - Math.abs(b.goneAt - at))[0];

/** Heroku's router names the dyno, which is what its logs name as the host of a worker. */
const DYNO = /^[a-z_]+\.\d+$/i;

/** True if its own log, or the proxy, names another machine than that of the worker. */
export function isElsewhere(request: Request, loss: Loss): boolean {
  const { host } = loss;
  if (!isBeside(request, loss)) return true;
  if (host === undefined || !DYNO.test(host)) return false;
  return request.evidence.some(({ facts: { upstream = '' } }) => DYNO.test(upstream) && upstream !== host);
}
