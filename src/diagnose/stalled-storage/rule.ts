import type { Conclusion } from '../../model/conclusion.ts';
import { confidenceBy } from '../confidence.ts';
import { hungTasks } from '../hung-tasks.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

const SIGKILL = 9;

/** Processes hung in the kernel: a disk or network file system did not answer, and no signal reaches who waits for it. */
export const stalledStorage: Rule = {
  id: 'stalled-storage',
  title: 'Storage did not answer, and the worker hung in the kernel',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { cause, death, worker, tracebacks } = incident;
    const hung = cause === 'timeout' ? hungTasks(incident, night) : [];
    const own = hung.find(({ process }) => process === worker.pid);
    const told = own ?? hung[0];
    if (!told) return undefined;
    const signs = [
      `the kernel says: ${told.words}`,
      ...(own ? ['that is this worker'] : []),
      ...(death.signal === SIGKILL && tracebacks.length === 0
        ? ['the abort was not answered, and SIGKILL had to follow']
        : []),
    ];
    return {
      confidence: own ? confidenceBy(signs) : 0.5,
      for: signs,
      against: [
        ...(own ? [] : ['the process that the kernel names is none of this worker']),
        ...(tracebacks.length > 0 ? ['a traceback shows that the abort was answered'] : []),
      ],
      remedy:
        'Mend the storage (NFS, a volume out of credits, a failing disk); keep the heartbeat files off it with --worker-tmp-dir /dev/shm.',
      reference: 'gunicorn FAQ, "Why do my workers block on os.fchmod?"; g#1863; Linux kernel/hung_task.c',
    };
  },
};
