import type { Micros } from '../model/time.ts';
import type { Worker } from '../model/worker.ts';

/** The last moment before `at` at which the worker is known to have written something. */
export const lastSignBefore = ({ signsOfLife }: Worker, at: Micros): Micros | undefined =>
  signsOfLife.findLast((sign) => sign < at);
