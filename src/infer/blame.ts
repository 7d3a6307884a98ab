import { isBeginUnknown } from '../model/block-begin.ts';
import type { Disturbance } from '../model/conclusion.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import { beatsMonotonic } from '../model/heartbeat-clock.ts';
import type { ServerFacts } from '../model/report.ts';
import type { Request } from '../model/request.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import { type Death, wentWithService, type Worker } from '../model/worker.ts';

/** Nothing tells why all were silent: the machine may have stood still, or each worker have been held by a request of its own. */
const OWN_DESPITE_SILENCE = 0.5;
/** All that is known of the only one is that its client left it while the worker stood still: it may have been elsewhere. */
const ONE_GIVEN_UP = 0.5;
/** Boot and kill are written with whole seconds, and the master looks once a second. */
const SLACK_US = 3 * MICROS_PER_SECOND;

/** What befell a worker, besides its requests. */
interface Outside {
  readonly disturbance: Disturbance | undefined;
  readonly ordered: Placed<LifecycleEvent> | undefined;
  readonly server: ServerFacts;
  /** Logs tell of requests which worker serves them. */
  readonly areTold: boolean;
}

interface Died {
  readonly worker: Worker;
  readonly death: Death;
  readonly unfinished: readonly Request[];
}

/** How much of the usual suspicion is left that a request of its own brought a worker down: 0 (none did) to 1. */
export function blameLeft(died: Died, { disturbance, ordered, server, areTold }: Outside): number {
  if (ordered !== undefined || wentWithService(died.death) || (areTold && mayHaveBeenLoading(died, server))) return 0;
  if (disturbance === undefined) return isOneGivenUp(died.unfinished) ? ONE_GIVEN_UP : 1;
  if (disturbance.explains || disturbance.kind === 'starvation') return 0;
  return disturbance.kind === 'silence' ? OWN_DESPITE_SILENCE : 1;
}

/**
 * True if the worker was missed right when its timeout had run out since its boot, never spoke, and no log of its own tells of a request
 * in it, as logs do of others: it may still have been loading its application, and then took none. From gunicorn 22.0.0 on who loads is not missed.
 */
function mayHaveBeenLoading({ worker, death, unfinished }: Died, server: ServerFacts): boolean {
  const { bootedAt, signsOfLife } = worker;
  const { timeoutAt } = death;
  if (bootedAt === undefined || timeoutAt === undefined || beatsMonotonic(server)) return false;
  const livedUs = timeoutAt - bootedAt;
  const isInTime =
    livedUs <= (server.timeoutSeconds ?? 0) * MICROS_PER_SECOND + SLACK_US &&
    !isBeginUnknown(server, livedUs / MICROS_PER_SECOND);
  const hasSpoken = signsOfLife.some((sign) => sign > bootedAt && sign < timeoutAt);
  return isInTime && !hasSpoken && unfinished.every(isToldByProxyAlone);
}

const isOneGivenUp = (unfinished: readonly Request[]): boolean =>
  unfinished.length === 1 && unfinished.every((one) => one.proxy?.outcome === 'client-left' && isToldByProxyAlone(one));

const isToldByProxyAlone = ({ pid, evidence }: Request): boolean =>
  pid === undefined && evidence.every(({ edge }) => edge === 'whole');
