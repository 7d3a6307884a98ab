import { lasting } from '../lib/lasting.ts';
import { isBeside } from '../model/beside.ts';
import type { Micros } from '../model/time.ts';
import { endedAt, type Worker } from '../model/worker.ts';

/** Where the boot of one is not told, its server's log begins late, and there may be more; as there may where no pid is told at all. `host`: of those on one machine alone. */
export function aliveIn(workers: readonly Worker[]): (at: Micros, host?: string) => number {
  const livedAt = lasting(
    workers.filter(({ pid }) => pid !== undefined),
    ({ bootedAt = 0, end }) => ({ from: bootedAt, to: end.how === 'running' ? Infinity : endedAt(end) }),
  );
  return (at, host) => {
    const alive = livedAt(at, at).filter((worker) => isBeside(worker, { host }));
    const areAllTold = alive.length > 0 && alive.every(({ bootedAt }) => bootedAt !== undefined);
    return areAllTold ? alive.length : Math.max(2, alive.length + 1);
  };
}
