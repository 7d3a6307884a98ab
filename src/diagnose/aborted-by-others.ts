import { within } from '../lib/within.ts';
import { isAbort } from '../model/abort.ts';
import type { Conclusion } from '../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Night } from './night.ts';

/** Stamps are cut off at the second. */
const NEAR_US = 2 * MICROS_PER_SECOND;

/** True if a worker exited by gunicorn's handler of SIGABRT, which its master did not send: that would have told a timeout. */
export const isAbortedByOthers = ({ cause, death: { goneAt }, worker }: Conclusion, { exceptions }: Night): boolean =>
  cause === 'exit' &&
  worker.pid !== undefined &&
  within(exceptions, goneAt - NEAR_US, goneAt + NEAR_US).some(
    ({ event }) => event.pid === worker.pid && isAbort(event.traceback),
  );
