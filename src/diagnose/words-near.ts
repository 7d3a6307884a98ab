import { within } from '../lib/within.ts';
import type { Conclusion } from '../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Night } from './night.ts';
import { deathMoment } from '../model/worker.ts';

/** Messages after the end may still be about it: buffers are written late. */
const AFTER_US = 5 * MICROS_PER_SECOND;
/** Where the timeout is not known. */
const USUAL_US = 30 * MICROS_PER_SECOND;

/** The first record (a note, a supervisor's with what stands below it, or an exception by name and message) from the onset of the block to just after the end that says so. */
export function wordsNear({ block, death }: Conclusion, night: Night, pattern: RegExp): string | undefined {
  const from = block?.from ?? deathMoment(death) - USUAL_US;
  const to = death.goneAt + AFTER_US;
  const said = [
    ...within(night.notes, from, to).map(({ event }) => event.message),
    ...within(night.lifecycle, from, to).map(({ event }) => event.text),
    ...within(night.exceptions, from, to).flatMap(({ event }) =>
      event.traceback.chain.map(({ exception, message }) => `${exception}: ${message}`),
    ),
  ];
  return said.map((text) => pattern.exec(text)?.[0]).find((words) => words !== undefined);
}
