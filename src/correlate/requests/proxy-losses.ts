import { isBeside } from '../../model/beside.ts';
import { isNamedInFront, machineOf } from '../../model/named-machine.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import { deathMoment } from '../../model/worker.ts';

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

/** The ends with which the proxy may have lost its connection: the nearest, and those that whole seconds do not tell from it. */
export function lostWith(request: Request, losses: readonly Loss[]): readonly Loss[] {
  const { proxy } = request;
  if (proxy?.outcome !== 'lost' || isPlaced(request)) return [];
  const fits = (loss: Loss): boolean => isLostWith(proxy.at, loss) && !isElsewhere(request, loss);
  const first = nearest(losses, proxy.at, fits);
  return first ? [first, ...losses.filter((loss) => loss !== first && fits(loss) && endsWith(loss, first))] : [];
}

/** The end with which the proxy lost its connection. */
export const lostRequest = (request: Request, losses: readonly Loss[]): Loss | undefined =>
  lostWith(request, losses)[0];

/** Whole seconds do not tell them apart when they were gone: what was lost then may have been let go of by either. */
const endsWith = (loss: Loss, other: Loss): boolean => Math.abs(loss.goneAt - other.goneAt) < MICROS_PER_SECOND;

/** A connection breaks when its request is aborted, at the latest when the process ends. */
const isLostWith = (at: Micros, loss: Loss): boolean =>
  at >= deathMoment(loss) - SLACK_US && at <= loss.goneAt + SLACK_US;

/** A worker that left in good order may have cut off what outlasted its patience. */
export interface Leaving {
  readonly host: string | undefined;
  readonly at: Micros;
}

/** True if a connection broke while another worker left, and only near the end of this one. */
export const isOfLeaving = (request: Request, loss: Loss, leavings: readonly Leaving[]): boolean => {
  const at = request.proxy?.at;
  if (at === undefined || request.proxy?.outcome !== 'lost') return false;
  const off = offFrom(at, deathMoment(loss), loss.goneAt);
  return off > 0 && leavings.some((leaving) => isBeside(request, leaving) && offFrom(at, leaving.at, leaving.at) < off);
};

/** How far a moment lies from a span of which servers write the seconds, cut off. */
const offFrom = (at: Micros, from: Micros, to: Micros): number => Math.max(0, from - at, at - (to + MICROS_PER_SECOND));

/** Of the ends that fit, the nearest to a moment. */
export const nearest = (losses: readonly Loss[], at: Micros, fits: (loss: Loss) => boolean): Loss | undefined =>
  losses.filter(fits).sort((a, b) => Math.abs(a.goneAt - at) - Math.abs(b.goneAt - at))[0];

/** True if its own log, or the proxy, names another machine than that of the worker. */
export function isElsewhere(request: Request, loss: Loss): boolean {
  const { host } = loss;
  if (!isBeside(request, loss)) return true;
  return isNamedInFront(host) && (machineOf(request) ?? host) !== host;
}
