import type { Correlation } from '../model/correlation.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import type { Death, Worker } from '../model/worker.ts';
import { tracebacksOf } from './abort-tracebacks.ts';
import type { InFlight } from './in-flight.ts';

const UNTOLD = { signal: undefined, exitCode: undefined, timeoutAt: undefined, kernel: undefined };

type InFlightOf = (death: Death) => InFlight;

/**
 * A worker that vanished died if requests were in it that never ended; else it may have been told to leave. A worker that left and nothing says why died of its own exit if a log shows that exit, or if requests were in it that never
 * ended: in good order it would have waited for them, unless its master would have told of an exit with an error (gunicorn 21.0 on,
 * arbiter.py reap_workers). Else it left in good order.
 */
export function ownExit(worker: Worker, correlation: Correlation, inFlightOf: InFlightOf): Death | undefined {
  const { end } = worker;
  if (end.how === 'graceful') return exitOfRecycled({ worker, at: end.at }, correlation, inFlightOf);
  if (end.how !== 'left' && end.how !== 'vanished') return undefined;
  const silent = end.how === 'vanished';
  const death: Death = { ...UNTOLD, cause: silent ? 'unknown' : 'exit', goneAt: end.at, silent };
  if (tracebacksOf(worker, death, correlation).length > 0) return death;
  if (end.how === 'left' && end.inOrder) return undefined;
  return inFlightOf(death).unfinished.some((request) => isNamed(request) || isLost(request)) ? death : undefined;
}

/** A proxy lost it as the worker went. */
const isLost = ({ proxy }: Request): boolean => proxy?.outcome === 'lost';

const isNamed = ({ pid }: Request): boolean => pid !== undefined;

interface Left {
  readonly worker: Worker;
  readonly at: Micros;
}

/**
 * Who recycles itself waits for what it has begun, and says so where it runs out of patience: an exit that took others than the request
 * which exits came before that (eventlet's worker; gevent's swallows it, and waits on).
 */
function exitOfRecycled({ worker, at }: Left, correlation: Correlation, inFlightOf: InFlightOf): Death | undefined {
  const says = (what: LifecycleStep['what']): boolean => worker.told.some(({ event: { step } }) => step.what === what);
  if (!says('worker-recycling') || says('worker-graceful-timeout')) return undefined;
  const death: Death = { ...UNTOLD, cause: 'exit', goneAt: at, silent: false };
  const isShown = tracebacksOf(worker, death, correlation).some(({ event }) => event.pid === worker.pid);
  return isShown && inFlightOf(death).unfinished.filter(isNamed).length > 1 ? death : undefined;
}
