import type { Conclusion } from '../../model/conclusion.ts';
import type { Frame } from '../../model/traceback.ts';
import { confidenceBy } from '../confidence.ts';
import { hungTasks } from '../hung-tasks.ts';
import { togetherSigns } from '../missed-together.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

/** The worker itself was all right; the file by whose times it beats lies on storage that did not answer. */
export const stalledHeartbeat: Rule = {
  id: 'stalled-heartbeat',
  title: 'The worker could not touch its heartbeat file',
  mayTakeSeveral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { cause, tracebacks, dumps } = incident;
    const stacks = [...tracebacks, ...dumps].flatMap(({ event }) => event.traceback.chain.map(({ frames }) => frames));
    if (cause !== 'timeout' || !stacks.some((frames) => frames.some(isBeat))) return undefined;
    const signs = [
      'a stack shows it in notify(), which touches the heartbeat file',
      ...togetherSigns(incident, night),
      ...hungTasks(incident, night)
        .slice(0, 1)
        .map(({ words }) => `the kernel says: ${words}`),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: ['a look at the right moment finds any worker there: more of such stacks would make it sure'],
      remedy: 'Keep the heartbeat files in memory: --worker-tmp-dir /dev/shm.',
      reference: 'gunicorn FAQ, "How do I avoid Gunicorn excessively blocking in os.fchmod?"; g#1305, g#1863',
    };
  },
};

/** File "…/gunicorn/workers/workertmp.py", line 47, in notify: os.fchmod up to 21.2.0, os.utime from 22.0.0 on. */
const isBeat = ({ file, function: name }: Frame): boolean =>
  /gunicorn[\\/]workers[\\/]workertmp\.py$/.test(file) && name === 'notify';
