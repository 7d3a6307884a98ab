import { SIGKILL } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { isStated, type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Finding, Rule } from '../rule.ts';

/** Up to 18.0 the timeout's own line is all that is told of the kill: there is nothing to misread. */
const shotOf = ({ told }: Conclusion['worker']): Micros | undefined =>
  told.find(({ event: { step } }) => step.what === 'worker-killed' && step.signal === SIGKILL)?.at;

/** Where a paste has left the line out, the abort's traceback tells of the timeout. */
const isWarned = ({ told }: Conclusion['worker']): boolean =>
  told.some(({ event: { step, text } }) => step.what === 'worker-timeout' && !text.includes('handle_abort'));

/** Without times the order of the lines is all that is known. */
function before(timeoutAt: Micros, shotAt: Micros): string {
  const seconds = (shotAt - timeoutAt) / MICROS_PER_SECOND;
  if (!isStated(timeoutAt) || !isStated(shotAt)) return 'before';
  return seconds < 0.05 ? 'in the same second as' : `${seconds.toFixed(1)} s before`;
}

/** gunicorn's "was sent SIGKILL! Perhaps out of memory?" after a WORKER TIMEOUT is the master's own second shot. */
export const supervisorSecondShot: Rule = {
  id: 'supervisor-second-shot',
  title: "The SIGKILL is the master's own second shot, not the OOM killer",
  examine({ cause, death, server, worker }: Conclusion): Finding | undefined {
    const shotAt = shotOf(worker);
    if (server.kind !== 'gunicorn' || cause !== 'timeout' || death.timeoutAt === undefined || shotAt === undefined)
      return undefined;
    const word = isWarned(worker) ? 'WORKER TIMEOUT' : "the master's abort";
    const signs = [
      `${word} of the same pid came ${before(death.timeoutAt, shotAt)} the SIGKILL`,
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
