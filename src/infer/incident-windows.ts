import type { Correlation } from '../model/correlation.ts';
import { MICROS_PER_SECOND, type Micros, micros } from '../model/time.ts';
import { deathMoment, endedAt, type Pause, type Worker } from '../model/worker.ts';
import type { ServerFacts } from '../model/report.ts';
import { endedInTime } from './ended-in-time.ts';
import { serversByHost } from './servers-by-host.ts';

/** What led to an incident, and what became of its requests and their retries. */
const LOOK_BACK_S = 300;
const LOOK_AHEAD_S = 30;
/** Where a timeout is known, so much before it is looked at: requests that took longer are kept wherever they are. */
const BEFORE_TIMEOUT_S = 64;
/** A held worker's own requests matter from shortly before the block began until it is gone. */
const BEFORE_BLOCK_S = 2;
const AFTER_END_S = 5;
/** A worker that speaks in so many seconds before that is not idle: farther back is looked only for requests that took longer. */
const HEARD_S = 12;
/** What a worker did before and behind a pause tells whether it was a stall. */
const BEFORE_PAUSE_S = 12;
const AFTER_PAUSE_S = 2;

/** A stretch of time that is looked at closely, on account of one worker. */
export interface Window {
  readonly pid: number | undefined;
  readonly from: Micros;
  readonly to: Micros;
  /** From here on is enough, unless the worker is idle or one of its own requests began before. */
  readonly nearFrom: Micros;
  /** Within these the worker's own requests are looked at. */
  readonly ownFrom: Micros;
  readonly ownTo: Micros;
  /** Of requests that name no worker those matter that were under way since then, or shortly before: they tell from when on it was held. */
  readonly unnamedFrom: Micros;
  /** When it was found to be silent, or gone, or went on. */
  readonly missedAt: Micros;
}

/** The stretches of time around every end of a worker that may turn out to be an incident, and around stalls. `tellsStarts`: the server does. */
export function windowsAround(correlation: Correlation, tellsStarts: boolean): readonly Window[] {
  const serverFor = serversByHost(correlation);
  return correlation.workers.flatMap((worker) => {
    const server = serverFor(worker);
    const stalls = worker.pauses.filter(({ to }) => endedInTime(to, worker, server));
    return [
      ...endWindow(worker, lookBacksFor(server, tellsStarts)),
      ...stalls.map((pause) => pauseWindow(worker, pause)),
    ];
  });
}

/** How far before an end is looked, in seconds. */
interface LookBacks {
  readonly all: number;
  readonly own: number;
  /** From when on a worker was held is known: it is asked what was under way shortly before. */
  readonly isHeldSince: boolean;
  /** How far behind it its own requests matter. */
  readonly ahead: number;
}

/** By the timeout of its own host. Where the server itself tells of starts, ends are looked for as far back as those count. */
function lookBacksFor({ timeoutSeconds, timeoutFrom }: ServerFacts, tellsStarts: boolean): LookBacks {
  const all = timeoutSeconds === null ? LOOK_BACK_S : timeoutSeconds + BEFORE_TIMEOUT_S;
  const isHeldSince = tellsStarts || (timeoutSeconds !== null && timeoutFrom !== 'assumed');
  return {
    all,
    own: tellsStarts || timeoutSeconds === null ? all : timeoutSeconds + BEFORE_BLOCK_S,
    isHeldSince,
    ahead: tellsStarts ? LOOK_AHEAD_S : AFTER_END_S,
  };
}

function endWindow({ pid, end }: Worker, { all, own, isHeldSince, ahead }: LookBacks): readonly Window[] {
  if (end.how !== 'died' && end.how !== 'left' && end.how !== 'vanished') return [];
  const goneAt = endedAt(end);
  const missedAt = end.how === 'died' ? deathMoment(end.death) : goneAt;
  return [
    {
      ...{ pid, missedAt },
      from: secondsFrom(missedAt, -all),
      nearFrom: secondsFrom(missedAt, -Math.min(all, own + HEARD_S)),
      to: secondsFrom(goneAt, LOOK_AHEAD_S),
      ownFrom: secondsFrom(missedAt, -own),
      ownTo: secondsFrom(goneAt, ahead),
      unnamedFrom: isHeldSince ? secondsFrom(missedAt, -own) : missedAt,
    },
  ];
}

function pauseWindow({ pid }: Worker, { from, to }: Pause): Window {
  const [first, last] = [secondsFrom(from, -BEFORE_PAUSE_S), secondsFrom(to, AFTER_PAUSE_S)];
  return { pid, missedAt: to, from: first, nearFrom: first, to: last, ownFrom: first, ownTo: last, unnamedFrom: first };
}

const secondsFrom = (at: Micros, seconds: number): Micros => micros(at + seconds * MICROS_PER_SECOND);
