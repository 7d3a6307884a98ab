import { SIGKILL } from '../lib/signals.ts';
import type { ServerFacts } from '../model/report.ts';
import { gaveUp, type Request } from '../model/request.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Death } from '../model/worker.ts';

/** Of 69 requests that were given up in such workers, on 104 captures of real servers, 5 were cut off. */
const CUT_OFF_AFTER_ALL = 0.1;
/** An abort that lands in no request ends the worker at once: whole seconds tell that from two on. */
const AT_ONCE_US = 2 * MICROS_PER_SECOND;

/**
 * How likely a request that was given up in front was still cut off by its worker's end. Under gevent an abort that finds a request ends that
 * one alone; all others run on and mostly end in the patience that they are given, which a proxy that no longer waits for them cannot see
 * (gunicorn workers/ggevent.py: handle_request takes the SystemExit, `alive = False` begins a graceful stop). Where the worker was shot, or
 * left with a code, or at once, nobody had that time; from 21.0.0 on the master tells each code (arbiter.py reap_workers).
 */
export function cutOffDespite({ proxy, pid }: Request, death: Death, server: ServerFacts): number {
  const isSeenByProxyAlone = pid === undefined && gaveUp(proxy?.outcome);
  return isSeenByProxyAlone && hadTime(death, server) ? CUT_OFF_AFTER_ALL : 1;
}

function hadTime({ timeoutAt, goneAt, signal, exitCode }: Death, { workerClass, version }: ServerFacts): boolean {
  if (timeoutAt === undefined || workerClass !== 'gevent' || signal === SIGKILL || exitCode !== undefined) return false;
  return goneAt - timeoutAt >= AT_ONCE_US || (version !== null && Number.parseInt(version) >= 21);
}
