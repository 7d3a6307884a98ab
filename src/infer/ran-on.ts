import { SIGKILL } from '../lib/signals.ts';
import type { ServerFacts } from '../model/report.ts';
import { gaveUp, type Request } from '../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../model/time.ts';
import type { Death } from '../model/worker.ts';

/** Of 69 requests that were given up in such workers, on 104 captures of real servers, 5 were cut off. */
const CUT_OFF_AFTER_ALL = 0.1;
/** An abort that lands in no request ends the worker at once: whole seconds tell that from two on. */
const AT_ONCE_US = 2 * MICROS_PER_SECOND;
/** So much later its own word that it leaves does: who is shot says none. */
const LEAVES_AT_ONCE_US = MICROS_PER_SECOND;

/** A worker's end, and when the worker itself said that it leaves. */
interface Leaving {
  readonly death: Death;
  readonly leavesAt: Micros | undefined;
  readonly server: ServerFacts;
}

/**
 * How likely a request that was given up in front was still cut off by its worker's end. Under gevent an abort that finds a request ends that
 * one alone; all others run on and mostly end in the patience that they are given, which a proxy that no longer waits for them cannot see
 * (gunicorn workers/ggevent.py: handle_request takes the SystemExit, `alive = False` begins a graceful stop). Where the worker was shot, or
 * left with a code, or at once, nobody had that time; from 21.0.0 on the master tells each code (arbiter.py reap_workers).
 */
export function cutOffDespite({ proxy, pid }: Request, leaving: Leaving): number {
  const isSeenByProxyAlone = pid === undefined && gaveUp(proxy?.outcome);
  return isSeenByProxyAlone && hadTime(leaving) ? CUT_OFF_AFTER_ALL : 1;
}

function hadTime({ death: { timeoutAt, goneAt, signal, exitCode }, leavesAt, server }: Leaving): boolean {
  const { workerClass, version } = server;
  if (timeoutAt === undefined || workerClass !== 'gevent' || signal === SIGKILL || exitCode !== undefined) return false;
  const isLater = goneAt - timeoutAt >= AT_ONCE_US || (leavesAt ?? 0) - timeoutAt >= LEAVES_AT_ONCE_US;
  return isLater || (version !== null && Number.parseInt(version) >= 21);
}
