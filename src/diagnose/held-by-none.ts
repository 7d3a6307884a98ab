import type { Conclusion } from '../model/conclusion.ts';
import type { Night } from './night.ts';
import { isAtNothing, wasIdle } from './was-idle.ts';

/**
 * True where no stack shows what a worker was at, and no request of its own held it as far as the logs tell: it was idle, or it is not
 * known to have been at anything and was missed with one that was. A process that was stopped (SIGSTOP to gevent workers of gunicorn 20.1.0
 * and 26.2, measured), storage or a machine that stands still look the same: such a worker says nothing of the code that it runs.
 */
export const heldByNone = (incident: Conclusion, night: Night): boolean =>
  isUnseen(incident) &&
  (wasIdle(incident, night) ||
    (isAtNothing(incident) && night.missedWith(incident).some((one) => wasIdle(one, night))));

const isUnseen = ({ block, tracebacks, dumps }: Conclusion): boolean =>
  block?.kind === undefined && tracebacks.length + dumps.length === 0;
