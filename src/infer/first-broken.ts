import { SIGKILL } from '../lib/signals.ts';
import type { Request } from '../model/request.ts';
import type { Death } from '../model/worker.ts';
import type { Culprit } from './culprit.ts';

/** The proxy's and the master's lines may be cut to the second. */
const SLACK_US = 1_000_000;

/** Who does not answer the abort is shot in the master's next round: until then nothing of it broke. */
const SHOT_WITHIN_US = 2_500_000;

/** Clocks are aligned that closely; nothing breaks before the abort that breaks it. */
const EARLY_US = 500_000;

/**
 * The one request whose connection broke when the master sent the abort, while all others broke later, with the process:
 * under gevent an abort ends the greenlet in which it lands, at once (gunicorn workers/ggevent.py; measured with 20.1 to 23).
 */
export function culpritByFirstBreak(
  unfinished: readonly Request[],
  { timeoutAt, goneAt, signal }: Pick<Death, 'timeoutAt' | 'goneAt' | 'signal'>,
): Culprit | undefined {
  if (timeoutAt === undefined || goneAt - timeoutAt < SLACK_US) return undefined;
  if (signal === SIGKILL && goneAt - timeoutAt <= SHOT_WITHIN_US) return undefined;
  const lost = unfinished.filter(({ proxy }) => proxy?.outcome === 'lost');
  const border = Math.min(timeoutAt + SLACK_US, (timeoutAt + goneAt) / 2);
  const [first, ...more] = lost.filter(
    ({ proxy }) => proxy !== undefined && proxy.at >= timeoutAt - EARLY_US && proxy.at <= border,
  );
  if (!first || more.length > 0 || lost.length < 2) return undefined;
  return {
    request: first,
    confidence: 0.9,
    basis: 'inferred',
    reasons: ['its connection broke when the master sent the abort; those of the others broke later, with the process'],
    against: ['a request that failed by itself at that moment would look the same'],
  };
}
