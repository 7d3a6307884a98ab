import { isBeside } from '../model/beside.ts';
import { isBeginUnknown } from '../model/block-begin.ts';
import type { Conclusion } from '../model/conclusion.ts';
import { isStated, type Micros, MICROS_PER_SECOND } from '../model/time.ts';
import { endedAt, type Served, type Worker } from '../model/worker.ts';
import type { Night } from './night.ts';

/** A worker that is missed no later than this after the timeout ran out since its boot had never beaten, or once. */
const SLACK_S = 3;

/** The life of a worker that was missed as soon as its timeout allowed, and in which no request is known. */
export interface NeverServed {
  readonly livedS: number;
  /** It wrote something of its own. */
  readonly hasSpoken: boolean;
}

/** `undefined` for all other workers. Where the timeout is only assumed, and was shorter, others that lived as long must show that it was that. */
export function neverServed(incident: Conclusion, night: Night): NeverServed | undefined {
  const life = lifeOf(incident);
  const isShown = life && (!isBeginUnknown(incident.server, life.livedS) || livesAlike(incident, night).length > 0);
  return isShown ? life : undefined;
}

/**
 * The lives of others of the machine, at another time, that were as long and in which no request is known either. Those that came up with
 * it and were missed with it show nothing more: whatever held the one may have held them all at once.
 */
export function livesAlike(incident: Conclusion, { incidents }: Night): readonly NeverServed[] {
  const livedS = lifeOf(incident)?.livedS ?? NaN;
  return incidents
    .filter((other) => isBeside(incident.worker, other.worker) && isAtAnotherTime(incident, other))
    .flatMap((other) => lifeOf(other) ?? [])
    .filter((other) => Math.abs(other.livedS - livedS) <= SLACK_S);
}

const isAtAnotherTime = ({ worker: one }: Conclusion, { worker: other }: Conclusion): boolean =>
  Math.abs((other.bootedAt ?? 0) - (one.bootedAt ?? 0)) > SLACK_S * MICROS_PER_SECOND;

/** The life of a worker that was missed as soon as its timeout allowed, whatever shows that it was that. */
export function lifeOf({
  cause,
  death,
  worker,
  claims,
  server,
  lastSignOfLifeAt,
}: Conclusion): NeverServed | undefined {
  const { bootedAt } = worker;
  if (cause !== 'timeout' || death.timeoutAt === undefined || bootedAt === undefined || !isStated(bootedAt))
    return undefined;
  const livedS = (death.timeoutAt - bootedAt) / MICROS_PER_SECOND;
  const isIdle = claims.every(({ request }) => request === undefined) && !hasServed(worker.served);
  if (!isIdle || livedS > (server.timeoutSeconds ?? 0) + SLACK_S) return undefined;
  return { livedS, hasSpoken: lastSignOfLifeAt !== undefined && lastSignOfLifeAt > bootedAt };
}

/** No log tells which worker serves: nothing shows that one did not. */
export const isMute = ({ workers }: Night): boolean => !workers.some(({ served }) => hasServed(served));

/**
 * Requests whose log names no pid were answered while it lived, and none of the machine was there for it but such as are thought never to
 * have come up: one of them had.
 */
export function mustHaveServed(incident: Conclusion, { requests, workers, incidents }: Night): boolean {
  const { timeoutAt } = incident.death;
  const { bootedAt } = incident.worker;
  if (timeoutAt === undefined || bootedAt === undefined) return false;
  const thought = new Set(incidents.filter((one) => lifeOf(one)).map(({ worker }) => worker));
  const others = workers.filter((worker) => isBeside(worker, incident.worker) && !thought.has(worker));
  return requests.some(
    ({ pid, endedAt, status = 0, proxy }) =>
      pid === undefined &&
      endedAt !== undefined &&
      endedAt > bootedAt + SLACK_S * MICROS_PER_SECOND &&
      endedAt < timeoutAt &&
      status < SERVER_ERROR &&
      (proxy === undefined || proxy.outcome === 'answered') &&
      !others.some((worker) => wasThere(worker, endedAt)),
  );
}

const SERVER_ERROR = 500;

const wasThere = ({ bootedAt, end }: Worker, at: Micros): boolean =>
  (bootedAt ?? 0) <= at && (end.how === 'running' || endedAt(end) >= at);

const hasServed = ({ begun, ended }: Served): boolean => begun + ended > 0;
