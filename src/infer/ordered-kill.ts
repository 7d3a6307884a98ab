import { within } from '../lib/within.ts';
import { atTheLatest } from '../model/at-the-latest.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Death, Worker } from '../model/worker.ts';

/** A signal ends a process at once; who orders it and who reaps the process log whole seconds. */
const BEFORE_US = 5 * MICROS_PER_SECOND;

/** The order that names this process, or everything of its name, and the signal that ended it. */
export const orderFor = (
  { pid }: Worker,
  { signal, timeoutAt, goneAt }: Death,
  lifecycle: readonly Placed<LifecycleEvent>[],
): Placed<LifecycleEvent> | undefined =>
  timeoutAt !== undefined
    ? undefined
    : within(lifecycle, goneAt - BEFORE_US, atTheLatest(goneAt)).findLast(
        ({ event: { step } }) =>
          step.what === 'kill-ordered' &&
          step.signal === signal &&
          (step.processes.length === 0 || (pid !== undefined && step.processes.includes(pid))),
      );
