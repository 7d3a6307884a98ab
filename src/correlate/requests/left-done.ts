import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Worker } from '../../model/worker.ts';
import { areAllOfClass } from './all-of-class.ts';

/**
 * Workers that say so when their patience with what is left runs out: gevent's (`Worker graceful timeout`, workers/ggevent.py run), asgi's
 * (`Closing 2 connections after timeout`, workers/gasgi.py) and uvicorn's (`Cancel 3 running task(s)`, uvicorn/server.py shutdown; without a
 * patience of its own it waits for as long as it takes).
 */
const SAYS_SO = /(?:^|[._])(?:g?gevent|g?asgi|uvicorn)/i;

/** True of a worker that left in good order after all that it had in hand was done: it said that it leaves, and not that it cut anything off. */
export function leftDone(lifecycle: readonly Placed<LifecycleEvent>[]): (worker: Worker) => boolean {
  const tell = areAllOfClass(lifecycle, SAYS_SO);
  return ({ end, told }) => {
    const says = (what: LifecycleEvent['step']['what']): boolean => told.some(({ event }) => event.step.what === what);
    return tell && end.how === 'graceful' && says('worker-exiting') && !says('worker-graceful-timeout');
  };
}
