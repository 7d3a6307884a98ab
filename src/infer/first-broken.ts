import type { Request } from '../model/request.ts';
import type { Death } from '../model/worker.ts';
import type { Culprit } from './culprit.ts';

/** The proxy's and the master's lines may be cut to the second. */
const SLACK_US = 1_000_000;

/**
 * The one request whose connection broke when the master sent the abort, while all others broke later, with the process:
 * under gevent an abort ends the greenlet in which it lands, at once (gunicorn workers/ggevent.py; measured with 20.1 to 23).
 */
export function culpritByFirstBreak(
  unfinished: readonly Request[],
  { timeoutAt, goneAt }: Pick<Death, 'timeoutAt' | 'goneAt'>,
): Culprit | undefined {
  if (timeoutAt === undefined || goneAt - timeoutAt < SLACK_US) return undefined;
  const lost = unfinished.filter(({ proxy }) => proxy?.outcome === 'lost');
  const border = Math.min(timeoutAt + SLACK_US, (timeoutAt + goneAt) / 2);
  const [first, ...more] = lost.filter(({ proxy }) => proxy !== undefined && proxy.at <= border);
  if (!first || more.length > 0 || lost.length < 2) return undefined;
  return {
    request: first,
    confidence: 0.9,
    basis: 'inferred',
    reasons: ['its connection broke when the master sent the abort; those of the others broke later, with the process'],
    against: ['a request that failed by itself at that moment would look the same'],
  };
}
