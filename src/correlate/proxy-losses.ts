import { isBeside } from '../model/beside.ts';
import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';

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

/** The end with which the proxy lost its connection. */
export const lostRequest = (request: Request, losses: readonly Loss[]): Loss | undefined =>
  request.proxy?.outcome === 'lost' && !isPlaced(request) ? lostWith(request, request.proxy.at, losses) : undefined;

const lostWith = (request: Request, at: Micros, losses: readonly Loss[]): Loss | undefined =>
  nearest(losses, at, (loss) => isLostWith(at, loss) && !isElsewhere(request, loss));

/** A connection breaks when its request is aborted, at the latest when the process ends. */
const isLostWith = (at: Micros, { timeoutAt, goneAt }: Loss): boolean =>
  at >= (timeoutAt ?? goneAt) - SLACK_US && at <= goneAt + SLACK_US;

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
