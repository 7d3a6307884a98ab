import { isBeside } from './beside.ts';
import type { Correlation } from './correlation.ts';
import type { LifecycleEvent } from './event.ts';
import type { Placed } from './facts.ts';
import type { LifecycleStep } from './lifecycle.ts';
import { MICROS_PER_SECOND } from './time.ts';

export type KernelKill = Placed<LifecycleEvent> & {
  readonly killed: Extract<LifecycleStep, { what: 'kernel-oom-kill' }>;
};

/** What was killed longer before the server's first word is none of its workers that these logs could tell of. */
const BEFORE_US = 60 * MICROS_PER_SECOND;

/** What the kernel killed for memory and no log ties to a worker: it may have been one all the same, counted in other pids. */
export function untiedKills({ lifecycle, workers }: Pick<Correlation, 'lifecycle' | 'workers'>): readonly KernelKill[] {
  const tied = new Set(
    workers
      .flatMap(({ end, told }) => [...told, ...(end.how === 'died' && end.death.kernel ? [end.death.kernel] : [])])
      .map(({ event }) => event),
  );
  const begun = Math.min(...workers.map(({ firstSeenAt }) => firstSeenAt ?? Infinity));
  return lifecycle.flatMap((word) => {
    const { step: killed } = word.event;
    if (killed.what !== 'kernel-oom-kill' || tied.has(word.event) || word.at < begun - BEFORE_US) return [];
    const isKnown = workers.some(
      (worker) => worker.pid === killed.process && worker.end.how !== 'running' && isBeside(worker, word.event),
    );
    return isKnown ? [] : [{ ...word, killed }];
  });
}
