import type { ServerFacts } from '../model/report.ts';
import { MICROS_PER_SECOND, type Micros } from '../model/time.ts';
import type { Death } from '../model/worker.ts';
import { longestUnbeatenUs, roundedUs } from './server.ts';
import type { Onset } from './still-running.ts';

/** Lines of servers are cut to the second, and written up to a second after what they tell of. */
const STEP_US = MICROS_PER_SECOND / 4;
/** Nobody waits longer before he gives a worker up, and hardly anybody so short a time as a second or two. */
const [SHORTEST_TIMEOUT_S, LONGEST_TIMEOUT_S] = [3, 120];
const AS_SHORT = 0.1;

/** Before a timeout that runs from the last beat: a second between two of them, one of the master's loop, one that stamps are cut by. */
const EARLY_US = 3 * MICROS_PER_SECOND;

/** What bounds a timeout that is not known: the boot of the worker, and how long the worker lived that was missed the soonest after its own. */
interface Bounds {
  readonly bootedAt?: Micros | undefined;
  readonly longestSeconds?: number;
}

/**
 * From when on a worker may have been held that died: from its end, cut to the second; missed, from two seconds before to one behind
 * the moment that lies its timeout back (gevent beats and the master looks once a second), or half its timeout where the worker
 * beats that seldom (uvicorn/workers.py); where the timeout is not known, short ones are
 * as likely as long ones, measured by their ratio. No worker was held before its boot.
 */
export function onsetsOf(
  { timeoutAt, goneAt }: Death,
  { timeoutSeconds, timeoutFrom, workerClass }: ServerFacts,
  { bootedAt, longestSeconds = Infinity }: Bounds = {},
): readonly Onset[] {
  if (timeoutAt === undefined) return evenly(goneAt - STEP_US, goneAt + MICROS_PER_SECOND);
  if (timeoutSeconds !== null && timeoutFrom !== 'assumed') {
    const timeoutUs = timeoutSeconds * MICROS_PER_SECOND;
    const from = timeoutAt - timeoutUs;
    const latest = from + longestUnbeatenUs(workerClass, timeoutUs) + roundedUs({ timeoutFrom });
    return evenly(from - 2 * MICROS_PER_SECOND, latest + MICROS_PER_SECOND);
  }
  const onsets = Array.from({ length: LONGEST_TIMEOUT_S }, (_, at) => ({
    at: timeoutAt - (at + 0.5) * MICROS_PER_SECOND,
    weight: (at + 1 < SHORTEST_TIMEOUT_S ? AS_SHORT : 1) / (at + 1),
  }));
  const earliest = Math.max(bootedAt ?? -Infinity, timeoutAt - longestSeconds * MICROS_PER_SECOND - EARLY_US);
  const inLife = onsets.filter(({ at }) => at >= earliest);
  return inLife.length > 0 ? inLife : onsets;
}

const evenly = (from: number, to: number): readonly Onset[] =>
  Array.from({ length: Math.round((to - from) / STEP_US) + 1 }, (_, step) => ({
    at: from + step * STEP_US,
    weight: 1,
  }));
