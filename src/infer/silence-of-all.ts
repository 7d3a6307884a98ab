import { isBeside } from '../model/beside.ts';
import type { Correlation } from '../model/correlation.ts';
import { MICROS_PER_SECOND, type Micros, micros } from '../model/time.ts';
import { endedAt, type Worker } from '../model/worker.ts';

/** What wakes up says so in the moments before it looks after its workers; workers of one master are missed in one round. */
const WAKING_US = 3 * MICROS_PER_SECOND;

/**
 * The last moment before `missedAt` at which anything was heard in any source, where all workers of the machine (two or more)
 * were missed together; `undefined` where one of them lived on, so that the machine cannot have stood still.
 */
export function silenceOfAll(worker: Worker, missedAt: Micros, correlation: Correlation): Micros | undefined {
  const alive = correlation.workers.filter((other) => livedAt(other, missedAt) && isBeside(other, worker));
  const isMissed = ({ end }: Worker): boolean =>
    end.how === 'died' && end.death.timeoutAt !== undefined && Math.abs(end.death.timeoutAt - missedAt) <= WAKING_US;
  if (alive.length < 2 || !alive.every(isMissed)) return undefined;
  const before = heard(correlation).filter((at) => at < missedAt - WAKING_US);
  return before.length > 0 ? micros(before.reduce((last, at) => Math.max(last, at), 0)) : undefined;
}

function livedAt({ bootedAt, firstSeenAt, end }: Worker, at: Micros): boolean {
  const from = bootedAt ?? firstSeenAt;
  const until = end.how === 'running' ? Infinity : endedAt(end);
  return from !== undefined && from < at - WAKING_US && until >= at - WAKING_US;
}

/** Moments at which any source told of anything, as far as the case keeps them. */
const heard = ({ workers, lifecycle, exceptions, notes, requests }: Correlation): readonly Micros[] => [
  ...workers.flatMap(({ signsOfLife }) => signsOfLife),
  ...[...lifecycle, ...exceptions, ...notes].map(({ at }) => at),
  ...requests.flatMap(({ startedAt, endedAt, proxy }) =>
    [startedAt, endedAt, proxy?.at].filter((at) => at !== undefined),
  ),
];
