import type { Correlation } from '../model/correlation.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { Shape } from '../model/report.ts';
import type { Death, Worker } from '../model/worker.ts';

const NEAR_US = 4_000_000;

/** Which of the ways in which many requests fail and one traceback, or none, is left this death took. */
export function shapeOf(
  { pid }: Worker,
  { cause, goneAt, timeoutAt }: Death,
  tracebacks: readonly Placed<ExceptionEvent>[],
  { lifecycle }: Correlation,
): Shape {
  if (cause === 'boot-failure') return 'not-applicable';
  if (tracebacks.length === 0) return 'silent-kill';
  const moment = timeoutAt ?? goneAt;
  const answered = lifecycle.some(
    ({ at, event }) => event.step.what === 'request-failed' && event.pid === pid && Math.abs(at - moment) <= NEAR_US,
  );
  return answered ? 'aborted-request' : 'abort-traceback';
}
