import type { Conclusion } from '../model/conclusion.ts';
import type { Death } from '../model/worker.ts';

/** It left, and what never ended tells that it exited: no line of its supervisor, no code and no traceback. */
export const isConcludedExit = (
  { cause, exitCode }: Death,
  { length: tracebacks }: Conclusion['tracebacks'],
): boolean => cause === 'exit' && exitCode === undefined && tracebacks === 0;

/** How sure it is that this worker died at all, and of this. */
export function confidenceIn(death: Death, tracebacks: Conclusion['tracebacks']): number {
  const { silent, kernel, cause } = death;
  if (!silent) return isConcludedExit(death, tracebacks) ? 0.85 : 0.99;
  return kernel && cause !== 'unknown' ? 0.9 : 0.7;
}
