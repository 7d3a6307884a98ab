import type { Request } from '../../model/request.ts';
import type { Micros } from '../../model/time.ts';
import { deathMoment, type Worker } from '../../model/worker.ts';

/** Ends of workers and lines of answers are logged with whole seconds. */
const SLACK_US = 1_500_000;
const SERVER_ERROR = 500;

type Answered = Pick<Request, 'pid' | 'worker' | 'status'>;

/**
 * Tells of errors that were answered as a worker was ended, and by that: so ends a sync worker's request from gunicorn 22.0.0 on
 * (workers/base.py, handle_error), and so do those that an asgi worker cancels (gasgi.py, 24.0.0 on).
 */
export function abortedAnswers(workers: readonly Worker[]): (request: Answered, at: Micros) => boolean {
  const deaths = workers.flatMap(({ pid, end }, worker) =>
    end.how === 'died' ? [{ worker, pid, moments: [deathMoment(end.death), end.death.goneAt] }] : [],
  );
  return ({ pid, worker, status = 0 }, at) =>
    status >= SERVER_ERROR &&
    deaths.some(
      (death) =>
        (worker === undefined || death.worker === worker) &&
        (pid === undefined || death.pid === undefined || death.pid === pid) &&
        death.moments.some((moment) => Math.abs(moment - at) <= SLACK_US),
    );
}
