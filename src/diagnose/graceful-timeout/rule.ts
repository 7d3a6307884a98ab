import type { Conclusion } from '../../model/conclusion.ts';
import { confidenceBy } from '../confidence.ts';
import type { Finding, Rule } from '../rule.ts';

/** A worker that was to leave had requests (streams, uploads) that did not end within the grace period. */
export const gracefulTimeout: Rule = {
  id: 'graceful-timeout',
  title: 'Requests outlasted the grace period of a worker that was to leave',
  examine({ cause, death, worker, claims }: Conclusion): Finding | undefined {
    const isOver = worker.told.some(({ event }) => event.step.what === 'worker-graceful-timeout');
    if (cause === 'timeout' || death.timeoutAt !== undefined || !isOver) return undefined;
    const open = claims.filter(({ role }) => role === 'culprit' || role === 'casualty').length;
    const signs = [
      'the worker says that its grace period ran out, and no WORKER TIMEOUT came before',
      ...(open > 0 ? [`${String(open)} ${open === 1 ? 'request was' : 'requests were'} still open in it`] : []),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: open > 0 ? [] : ['no request is known to have been open: a log of request starts would tell'],
      remedy:
        'Set --graceful-timeout (and the grace period of whoever stops the master) above the longest stream or upload.',
      reference: 'gunicorn docs, "Settings", graceful_timeout',
    };
  },
};
