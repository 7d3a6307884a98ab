import { SIGKILL } from '../lib/signals.ts';
import { MICROS_PER_SECOND } from './time.ts';
import type { Death, Worker } from './worker.ts';

/**
 * True if a worker that its master missed did not answer the abort, so that SIGKILL had to follow: the master looks again after a second
 * (gunicorn arbiter.py, run and murder_workers). One that says it is leaving has answered, and one that is shot within the second, as
 * happens on a machine that is short of time, had none to answer in.
 */
export const ignoredAbort = ({ told }: Worker, { signal, timeoutAt, goneAt }: Death): boolean =>
  signal === SIGKILL &&
  timeoutAt !== undefined &&
  goneAt - timeoutAt >= MICROS_PER_SECOND &&
  !told.some(({ at, event }) => event.step.what === 'worker-exiting' && at >= timeoutAt);
