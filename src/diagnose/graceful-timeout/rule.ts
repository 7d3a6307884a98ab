import type { Conclusion } from '../../model/conclusion.ts';
import { confidenceBy } from '../confidence.ts';
import type { Finding, Rule } from '../rule.ts';

/** What the servers say and call it. */
const GUNICORNS = {
  sign: 'the worker says that its grace period ran out, and no WORKER TIMEOUT came before',
  remedy:
    'Set --graceful-timeout (and the grace period of whoever stops the master) above the longest stream or upload.',
  reference: 'gunicorn docs, "Settings", graceful_timeout',
};
/** uwsgi, core/master_utils.c (NO MERCY) and tests/threads_heavy.py. */
const UWSGIS = {
  sign: 'the master says that the worker took too long to leave, and no harakiri came before',
  remedy:
    'Set worker-reload-mercy (and reload-mercy for a stop of all, and the grace period of whoever stops the master) above the longest request; and find what made it leave: max-requests, reload-on-rss, a reload.',
  reference: 'uWSGI options, "worker-reload-mercy"',
};

/** A worker that was to leave had requests (streams, uploads) that did not end within the grace period. */
export const gracefulTimeout: Rule = {
  id: 'graceful-timeout',
  title: 'Requests outlasted the grace period of a worker that was to leave',
  examine({ cause, death, worker, claims, server }: Conclusion): Finding | undefined {
    const isOver = worker.told.some(({ event }) => event.step.what === 'worker-graceful-timeout');
    if (cause === 'timeout' || death.timeoutAt !== undefined || !isOver) return undefined;
    const open = claims.filter(({ role }) => role === 'culprit' || role === 'casualty').length;
    const { sign, remedy, reference } = server.kind === 'uwsgi' ? UWSGIS : GUNICORNS;
    const signs = [
      sign,
      ...(open > 0 ? [`${String(open)} ${open === 1 ? 'request was' : 'requests were'} still open in it`] : []),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: open > 0 ? [] : ['no request is known to have been open: a log of request starts would tell'],
      ...{ remedy, reference },
    };
  },
};
