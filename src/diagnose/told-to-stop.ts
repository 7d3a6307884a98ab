import { within } from '../lib/within.ts';
import { atTheLatest } from '../model/at-the-latest.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { LifecycleEvent } from '../model/event.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Worker } from '../model/worker.ts';
import type { Night } from './night.ts';
import { quoted } from './quoted.ts';

/** The longest that systemd (90 s), Docker (10 s) and Kubernetes (30 s) give a service by default. */
const GRACE_US = 95 * MICROS_PER_SECOND;
/** Who tells a service to stop may tell its workers too: the master may tell of one that went before it tells what it was told itself. */
const TOGETHER_US = 2 * MICROS_PER_SECOND;
const TOGETHER: ReadonlyMap<number, string> = new Map([
  [2, 'int'],
  [3, 'quit'],
  [15, 'term'],
]);

/** That the master had been told to stop shortly before the end, or, where the same signal ended the worker, in the moment of it. */
export function stopSigns({ death, worker }: Conclusion, { wordsOf }: Night, laterUs = 0): readonly string[] {
  const { goneAt, signal } = death;
  const toAll = TOGETHER.get(signal ?? 0);
  const latest = Math.max(atTheLatest(goneAt), goneAt + laterUs);
  const stopped = within(
    wordsOf('master-signalled'),
    goneAt - GRACE_US,
    Math.max(latest, goneAt + TOGETHER_US),
  ).findLast(({ at, event }) => isStop(event) && isOfMaster(event, worker) && (at <= latest || isSignal(event, toAll)));
  return stopped ? [`the master had been told to stop: ${quoted(stopped.event)}`] : [];
}

/** Not the last word of a server that was there before it: who tells of the end is the worker's own master. */
function isOfMaster({ pid }: LifecycleEvent, worker: Worker): boolean {
  const masters = worker.told.flatMap(({ event: { step, pid: speaker } }) =>
    step.what === 'worker-killed' && speaker !== worker.pid ? [speaker] : [],
  );
  return masters.length === 0 || masters.includes(pid);
}

const isStop = ({ step }: LifecycleEvent): boolean =>
  step.what === 'master-signalled' && /^(?:term|int|quit)$/i.test(step.signal);

const isSignal = ({ step }: LifecycleEvent, signal: string | undefined): boolean =>
  step.what === 'master-signalled' && step.signal.toLowerCase() === signal;
