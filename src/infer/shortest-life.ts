import { groupedBy } from '../lib/grouped.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { ServerFacts } from '../model/report.ts';
import type { Worker } from '../model/worker.ts';

/**
 * How long the worker lived, in seconds, that was missed the soonest after its boot: no timeout is longer, as its clock runs from the boot
 * on (gunicorn workers/workertmp.py makes what it reads at the fork). Infinity where none was missed.
 */
export const shortestLife = (workers: readonly Worker[]): number =>
  workers.reduce((shortest, { bootedAt, end }) => {
    const missedAt = end.how === 'died' ? end.death.timeoutAt : undefined;
    if (bootedAt === undefined || missedAt === undefined) return shortest;
    return Math.min(shortest, (missedAt - bootedAt) / MICROS_PER_SECOND);
  }, Infinity);

/** The same for each server: in another one another timeout may be set. */
export function shortestLives(
  workers: readonly Worker[],
  serverFor: (worker: Worker) => ServerFacts,
): (worker: Worker) => number {
  const lives = new Map([...groupedBy(workers, serverFor)].map(([server, theirs]) => [server, shortestLife(theirs)]));
  return (worker) => lives.get(serverFor(worker)) ?? Infinity;
}
