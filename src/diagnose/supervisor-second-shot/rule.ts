import { SIGKILL } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import type { Finding, Rule } from '../rule.ts';

/** Up to 18.0 the timeout's own line is all that is told of the kill: there is nothing to misread. */
const isShotTold = ({ told }: Conclusion['worker']): boolean =>
  told.some(({ event: { step } }) => step.what === 'worker-killed' && step.signal === SIGKILL);

/** gunicorn's "was sent SIGKILL! Perhaps out of memory?" after a WORKER TIMEOUT is the master's own second shot. */
export const supervisorSecondShot: Rule = {
  id: 'supervisor-second-shot',
  title: "The SIGKILL is the master's own second shot, not the OOM killer",
  examine({ cause, death, server, worker }: Conclusion): Finding | undefined {
    if (server.kind !== 'gunicorn' || cause !== 'timeout' || death.timeoutAt === undefined || !isShotTold(worker))
      return undefined;
    const seconds = (death.goneAt - death.timeoutAt) / 1_000_000;
    const before = seconds < 0.05 ? 'in the same second as' : `${seconds.toFixed(1)} s before`;
    const signs = [
      `WORKER TIMEOUT of the same pid came ${before} the SIGKILL`,
      'the master sends SIGABRT first and SIGKILL in its next round',
    ];
    return {
      confidence: death.kernel ? 0.5 : 0.97,
      for: signs,
      against: death.kernel ? ['the kernel log speaks of this process too'] : [],
      remedy: 'Do not look for a memory leak on account of this line; look for what blocked the worker.',
      reference: 'gunicorn arbiter.py murder_workers and reap_workers, 21.0 on',
    };
  },
};
