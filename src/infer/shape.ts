import { within } from '../lib/within.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Shape } from '../model/report.ts';
import { deathMoment } from '../model/worker.ts';

const NEAR_US = 4_000_000;

type Dead = Pick<Conclusion, 'worker' | 'death' | 'tracebacks'>;

/** Which of the ways in which many requests fail and one traceback, or none, is left this death took. */
export function shapeOf({ worker: { pid }, death, tracebacks }: Dead, { lifecycle }: Correlation): Shape {
  if (death.cause === 'boot-failure') return 'not-applicable';
  if (tracebacks.length === 0) return 'silent-kill';
  const moment = deathMoment(death);
  const answered = within(lifecycle, moment - NEAR_US, moment + NEAR_US).some(
    ({ event }) => event.step.what === 'request-failed' && event.pid === pid,
  );
  return answered ? 'aborted-request' : 'abort-traceback';
}
