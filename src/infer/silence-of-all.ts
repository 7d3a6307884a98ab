import { lasting } from '../lib/lasting.ts';
import { once } from '../lib/once.ts';
import { firstPlace } from '../lib/within.ts';
import { isBeside } from '../model/beside.ts';
import type { Correlation } from '../model/correlation.ts';
import { MICROS_PER_SECOND, type Micros } from '../model/time.ts';
import { endedAt, type Worker } from '../model/worker.ts';

/** What wakes up says so in the moments before it looks after its workers; workers of one master are missed in one round. */
const WAKING_US = 3 * MICROS_PER_SECOND;

/**
 * Tells the last moment before a worker was missed at which anything was heard in any source, where all workers of its machine (two or
 * more) were missed together; `undefined` where one of them lived on, so that the machine cannot have stood still.
 */
export function silencesIn(correlation: Correlation): (worker: Worker, missedAt: Micros) => Micros | undefined {
  const livedAt = lasting(correlation.workers, lifeOf);
  const moments = once(() => heard(correlation).sort((a, b) => a - b));
  return (worker, missedAt) => {
    const isMissed = ({ end }: Worker): boolean =>
      end.how === 'died' && end.death.timeoutAt !== undefined && Math.abs(end.death.timeoutAt - missedAt) <= WAKING_US;
    const before = missedAt - WAKING_US;
    const alive = livedAt(before, before).filter(
      (one) => (lifeOf(one)?.from ?? before) < before && isBeside(one, worker),
    );
    if (alive.length < 2 || !alive.every(isMissed)) return undefined;
    return moments()[firstPlace(moments(), (at) => at >= before) - 1];
  };
}

function lifeOf({ bootedAt, firstSeenAt, end }: Worker): { readonly from: number; readonly to: number } | undefined {
  const from = bootedAt ?? firstSeenAt;
  return from === undefined ? undefined : { from, to: end.how === 'running' ? Infinity : endedAt(end) };
}

/** Moments at which any source told of anything, as far as the case keeps them. */
const heard = ({ workers, lifecycle, startsTold, exceptions, notes, requests }: Correlation): Micros[] => [
  ...startsTold,
  ...workers.flatMap(({ signsOfLife }) => signsOfLife),
  ...[...lifecycle, ...exceptions, ...notes].map(({ at }) => at),
  ...requests.flatMap(({ startedAt, endedAt, proxy }) =>
    [startedAt, endedAt, proxy?.at].filter((at) => at !== undefined),
  ),
];
