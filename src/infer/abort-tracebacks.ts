import { isAbort, isOwnExit } from '../model/abort.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { Death, Worker } from '../model/worker.ts';

/** The abort comes within the second of the master's line; stamps are cut off at the second on one side. */
const EARLY_US = 2_000_000;
const LATE_US = 4_000_000;

/**
 * The tracebacks that show where the worker stood when it was ended: the abort's for a timeout, its own exit for an exit.
 * All copies (one exception may be logged by several handlers); in order of time.
 */
export function tracebacksOf(
  { pid }: Pick<Worker, 'pid'>,
  { cause, timeoutAt, goneAt }: Death,
  { exceptions }: Correlation,
): readonly Placed<ExceptionEvent>[] {
  const moment = timeoutAt ?? goneAt;
  const isOurs = cause === 'timeout' ? isAbort : isOwnExit;
  return exceptions.filter(
    ({ at, event }) =>
      event.pid === pid && at >= moment - EARLY_US && at <= moment + LATE_US && isOurs(event.traceback),
  );
}
