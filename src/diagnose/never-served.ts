import { isBeside } from '../model/beside.ts';
import { isBeginUnknown } from '../model/block-begin.ts';
import type { Conclusion } from '../model/conclusion.ts';
import { isStated, type Micros, MICROS_PER_SECOND } from '../model/time.ts';
import type { Served } from '../model/worker.ts';
import type { Night } from './night.ts';

/** A worker that is missed no later than this after the timeout ran out since its boot had never beaten, or once. */
const SLACK_S = 3;

/** The life of a worker that was missed as soon as its timeout allowed, and in which no request is known. */
export interface NeverServed {
  readonly livedS: number;
  readonly bootedAt: Micros;
  /** It wrote something of its own. */
  readonly hasSpoken: boolean;
}

/** `undefined` for all other workers. Where the timeout is only assumed, and was shorter, others that lived as long, at another time, must show that it was that. */
export function neverServed(incident: Conclusion, night: Night): NeverServed | undefined {
  const life = lifeOf(incident);
  if (!life || !isBeginUnknown(incident.server, life.livedS)) return life;
  return livesAlike(incident, night).some((other) => isAnotherTime(life, other)) ? life : undefined;
}

/** Who booted and was missed together lived as long whatever stopped them. */
const isAnotherTime = ({ bootedAt }: NeverServed, other: NeverServed): boolean =>
  Math.abs(other.bootedAt - bootedAt) > SLACK_S * MICROS_PER_SECOND;

/** The lives of others of the machine that were as long and in which no request is known either. */
export function livesAlike(incident: Conclusion, { incidents }: Night): readonly NeverServed[] {
  const livedS = lifeOf(incident)?.livedS ?? NaN;
  return incidents
    .filter((other) => other !== incident && isBeside(incident.worker, other.worker))
    .flatMap((other) => lifeOf(other) ?? [])
    .filter((other) => Math.abs(other.livedS - livedS) <= SLACK_S);
}

function lifeOf({ cause, death, worker, claims, server, lastSignOfLifeAt }: Conclusion): NeverServed | undefined {
  const { bootedAt } = worker;
  if (cause !== 'timeout' || death.timeoutAt === undefined || bootedAt === undefined || !isStated(bootedAt))
    return undefined;
  const livedS = (death.timeoutAt - bootedAt) / MICROS_PER_SECOND;
  const isIdle = claims.every(({ request }) => request === undefined) && !hasServed(worker.served);
  if (!isIdle || livedS > (server.timeoutSeconds ?? 0) + SLACK_S) return undefined;
  return { livedS, bootedAt, hasSpoken: lastSignOfLifeAt !== undefined && lastSignOfLifeAt > bootedAt };
}

/** No log tells which worker serves: nothing shows that one did not. */
export const isMute = ({ workers }: Night): boolean => !workers.some(({ served }) => hasServed(served));

const hasServed = ({ begun, ended }: Served): boolean => begun + ended > 0;
