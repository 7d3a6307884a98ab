import type { Conclusion } from '../model/conclusion.ts';
import type { Death } from '../model/worker.ts';

/** How sure it is that this worker died at all, and of this. */
export function confidenceIn(
  { silent, kernel, cause, exitCode }: Death,
  { length: tracebacks }: Conclusion['tracebacks'],
): number {
  const isConcluded = cause === 'exit' && exitCode === undefined && tracebacks === 0;
  if (!silent) return isConcluded ? 0.85 : 0.99;
  return kernel && cause !== 'unknown' ? 0.9 : 0.7;
}
