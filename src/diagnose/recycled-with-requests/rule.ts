import type { Claim, Conclusion } from '../../model/conclusion.ts';
import type { Micros } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { Finding, Rule } from '../rule.ts';

/** A worker that was being recycled or reloaded was given up before its last requests had ended. */
export const recycledWithRequests: Rule = {
  id: 'recycled-with-requests',
  title: 'A worker that was being replaced was given up before its requests had ended',
  examine({ cause, death, worker, claims, server }: Conclusion): Finding | undefined {
    const { timeoutAt } = death;
    const recycled = worker.told.find(({ event }) => event.step.what === 'worker-recycling');
    const isDrain = /uvicorn/i.test(server.workerClass ?? '');
    if (cause !== 'timeout' || timeoutAt === undefined || !recycled || recycled.at >= timeoutAt || isDrain)
      return undefined;
    const { step } = recycled.event;
    const open = claims.filter((claim) => wasOpenAt(claim, recycled.at)).length;
    const signs = [
      `it was being replaced since before it was given up${step.what === 'worker-recycling' ? `: ${step.why}` : ''}`,
      ...(open > 0 ? [`${String(open)} of its requests had begun before and never ended`] : []),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: open > 0 ? [] : ['no request is known to have been open: a log of request starts would tell'],
      remedy:
        'Set --graceful-timeout above the slowest request, and --max-requests-jitter so that not all workers are replaced at once.',
      reference: 'gunicorn docs, "Settings", max_requests_jitter and graceful_timeout; g#3038',
    };
  },
};

const wasOpenAt = ({ role, request }: Claim, at: Micros): boolean =>
  (role === 'culprit' || role === 'casualty') && request?.startedAt !== undefined && request.startedAt <= at;
