import { correlate } from '../correlate/correlate.ts';
import { serverFacts } from '../infer/server.ts';
import { type Clock, instantOf } from '../model/clock.ts';
import type { Correlation } from '../model/correlation.ts';
import type { CaseFacts } from '../model/facts.ts';
import { MICROS_PER_SECOND, type Micros, micros, type Stamp } from '../model/time.ts';
import type { Worker } from '../model/worker.ts';

/** What led to an incident, and what became of its requests and their retries. */
const LOOK_BACK_S = 300;
const LOOK_AHEAD_S = 120;
/** A held worker's own requests matter from shortly before the block began until it is gone. */
const BEFORE_BLOCK_S = 10;
const AFTER_END_S = 5;

/** A stretch of time around the end of a worker that may turn out to be an incident. */
export interface Window {
  readonly pid: number;
  readonly from: Micros;
  readonly to: Micros;
  /** Within these the worker's own requests are looked at. */
  readonly ownFrom: Micros;
  readonly ownTo: Micros;
  /** When it was found to be silent, or gone. */
  readonly missedAt: Micros;
}

export interface Windows {
  readonly clocks: readonly Clock[];
  readonly windows: readonly Window[];
  /** Ids of the requests that ended with their workers: they may have been tried again elsewhere. */
  readonly lostIds: ReadonlySet<string>;
}

/** The stretches of time around every end of a worker that may turn out to be an incident, and what was lost in them. */
export function incidentWindows(facts: CaseFacts): Windows {
  const correlation = correlate(facts);
  const { clocks, workers, requests } = correlation;
  const lookBacks = lookBacksIn(correlation);
  const windows = workers.flatMap((worker) => windowOf(worker, lookBacks) ?? []);
  const lost = requests.filter(({ endedAt, worker }) => endedAt === undefined && worker !== undefined);
  return { clocks, windows, lostIds: new Set(lost.flatMap(({ id }) => id ?? [])) };
}

/** How far before an end is looked, in seconds. */
interface LookBacks {
  readonly all: number;
  readonly own: number;
}

/** Where the server itself tells of starts, ends are looked for as far back as those count. */
function lookBacksIn(correlation: Correlation): LookBacks {
  const { timeoutSeconds } = serverFacts(correlation);
  const all = Math.max(LOOK_BACK_S, (timeoutSeconds ?? 0) + 60);
  const tellsStarts = correlation.lifecycle.some(({ event }) => event.step.what === 'request-started');
  return { all, own: tellsStarts || timeoutSeconds === null ? all : timeoutSeconds + BEFORE_BLOCK_S };
}

function windowOf({ pid, end }: Worker, { all, own }: LookBacks): Window | undefined {
  if (end.how !== 'died' && end.how !== 'left') return undefined;
  const goneAt = end.how === 'died' ? end.death.goneAt : end.at;
  const missedAt = end.how === 'died' ? (end.death.timeoutAt ?? goneAt) : goneAt;
  return {
    ...{ pid, missedAt },
    from: micros(missedAt - all * MICROS_PER_SECOND),
    to: micros(goneAt + LOOK_AHEAD_S * MICROS_PER_SECOND),
    ownFrom: micros(missedAt - own * MICROS_PER_SECOND),
    ownTo: micros(goneAt + AFTER_END_S * MICROS_PER_SECOND),
  };
}

/** A stretch of a source as its clock showed it. */
export interface Stretch {
  readonly first: Stamp | undefined;
  readonly last: Stamp | undefined;
}

/** True if the stretch touches a window; one without times is never looked at. */
export function touches({ first, last }: Stretch, clock: Clock, windows: readonly Window[]): boolean {
  if (!first || !last) return false;
  const [from, to] = [instantOf(first, clock), instantOf(last, clock)];
  return windows.some((window) => from <= window.to && to >= window.from);
}
