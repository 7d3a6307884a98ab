import type { ServerFacts } from '../model/report.ts';
import { MICROS_PER_SECOND, type Micros } from '../model/time.ts';
import { deathMoment, type Worker } from '../model/worker.ts';

/** Beats and looks come once a second each, so a fatal block may begin so much earlier than the timeout tells. */
export const BEAT_SLACK_US = 2 * MICROS_PER_SECOND;

/** The silence before a worker's end, which ended at `to`, is no stall that ended in time: it is the incident itself. */
export const endedInTime = (to: Micros, worker: Worker, { timeoutSeconds }: ServerFacts): boolean =>
  to < endOf(worker) - (timeoutSeconds ?? 0) * MICROS_PER_SECOND - BEAT_SLACK_US;

function endOf({ end }: Worker): number {
  if (end.how === 'running') return Number.POSITIVE_INFINITY;
  return end.how === 'died' ? deathMoment(end.death) : end.at;
}
