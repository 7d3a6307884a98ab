import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import type { Culprit } from './culprit.ts';

/** The silence must begin where the arithmetic puts the block: T - timeout - 2 s … T - timeout + 2 s. */
const ONSET_SLACK_US = 2_000_000;
/** Two lines of one request's start lie closer than this. */
const SAME_MOMENT_US = 50_000;

export interface Silence {
  readonly timeoutAt: Micros;
  readonly timeoutSeconds: number;
  /** Last sign of life of the worker before `timeoutAt`. */
  readonly lastSignAt: Micros;
}

/**
 * The prime suspect where no traceback exists: nothing of the worker can be logged between the onset of the block and
 * the master's line, so a request whose start is the very last that it wrote is the likeliest to have blocked it.
 */
export function suspectBySilence(
  unfinished: readonly Request[],
  { timeoutAt, timeoutSeconds, lastSignAt }: Silence,
): Culprit | undefined {
  const onset = timeoutAt - timeoutSeconds * 1_000_000;
  if (Math.abs(lastSignAt - onset) > ONSET_SLACK_US) return undefined;
  const last = unfinished.find(
    ({ startedAt }) => startedAt !== undefined && Math.abs(startedAt - lastSignAt) <= SAME_MOMENT_US,
  );
  if (!last) return undefined;
  return {
    request: last,
    confidence: 0.55,
    basis: 'inferred',
    reasons: [
      'its start is the last that the worker wrote before it fell silent, and the silence began when the block must have begun',
    ],
    against: [`${String(unfinished.length - 1)} other requests were open and may have blocked it without a word`],
  };
}
