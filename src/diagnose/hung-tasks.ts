import type { Conclusion } from '../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Night } from './night.ts';
import { deathMoment } from '../model/worker.ts';

export interface HungTask {
  readonly process: number;
  readonly words: string;
}

/** `task gunicorn:4711 blocked for more than 120 seconds`, kernel/hung_task.c. The pid is the host's. */
const HUNG = /task (?<command>\S+):(?<process>\d+) blocked for more than \d+ seconds/;
/** The kernel looks every 120 s (hung_task_timeout_secs) and speaks of what has hung for so long: two rounds at most. */
const LATER_US = 240 * MICROS_PER_SECOND;

/** Processes that the kernel found waiting for storage since the worker was held. */
export const hungTasks = ({ block, death }: Conclusion, { notes }: Night): readonly HungTask[] =>
  notes.flatMap(({ at, event }) => {
    const found = HUNG.exec(event.message);
    const isNear = at >= (block?.from ?? deathMoment(death)) && at <= death.goneAt + LATER_US;
    return found && isNear ? [{ process: Number(found.groups?.['process']), words: found[0] }] : [];
  });
