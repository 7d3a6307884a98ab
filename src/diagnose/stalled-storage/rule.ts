import { SIGKILL } from '../../lib/signals.ts';
import { lengthOfTime } from '../../lib/length-of-time.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import { type HungTask, hungTasks } from '../hung-tasks.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';

/** Processes hung in the kernel: a disk or network file system did not answer, and no signal reaches who waits for it. */
export const stalledStorage: Rule = {
  id: 'stalled-storage',
  title: 'Storage did not answer, and the worker hung in the kernel',
  mayTakeSeveral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    if (incident.cause !== 'timeout') return undefined;
    const told = toldOf(incident, night);
    const late = outlivedKill(incident);
    if (!told && late === undefined) return undefined;
    const signs = [
      ...(told ? [`the kernel says: ${told.words}`, ...told.whose] : []),
      ...(late === undefined ? abortSigns(incident) : [`SIGKILL followed the abort, and took ${late} to end it`]),
    ];
    return {
      confidence: (told?.whose.length ?? 0) > 0 ? confidenceBy(signs) : 0.5,
      for: signs,
      against: [...reservations(told), ...(incident.tracebacks.length > 0 ? [ANSWERED] : [])],
      remedy:
        'Mend the storage (NFS, a volume out of credits, a failing disk); keep the heartbeat files off it with --worker-tmp-dir /dev/shm.',
      reference: 'gunicorn FAQ, "Why do my workers block on os.fchmod?"; g#1863; Linux kernel/hung_task.c',
    };
  },
};

interface Told extends HungTask {
  /** Why the kernel's word is about this worker; empty: it is about some other process. */
  readonly whose: readonly string[];
}

const ANSWERED = 'a traceback shows that the abort was answered';

function reservations(told: Told | undefined): readonly string[] {
  if (!told) return ['no kernel log of that minute says so: dmesg -T ("blocked for more than") would tell'];
  return told.whose.length > 0 ? [] : ['the process that the kernel names is none of this worker'];
}

/** The kernel's word of this worker, else of one that was missed with it, else of anybody. */
function toldOf(incident: Conclusion, night: Night): Told | undefined {
  const hung = hungTasks(incident, night);
  const of = (pid: number | undefined): HungTask | undefined => hung.find(({ process }) => process === pid);
  const own = of(incident.worker.pid);
  if (own) return { ...own, whose: ['that is this worker'] };
  const [beside] = night.missedWith(incident).flatMap(({ worker }) => of(worker.pid) ?? []);
  if (beside)
    return { ...beside, whose: [`worker ${String(beside.process)} was missed in the same moment as this one`] };
  return hung[0] && { ...hung[0], whose: [] };
}

const abortSigns = ({ death, tracebacks }: Conclusion): readonly string[] =>
  death.signal === SIGKILL && tracebacks.length === 0 ? ['the abort was not answered, and SIGKILL had to follow'] : [];

/** The master sends SIGKILL a second after an abort that changes nothing, and logs the end once there is one. */
const SLOW_END_US = 5 * MICROS_PER_SECOND;

/**
 * For how long a worker outlived its SIGKILL, in words: what hangs in the kernel only. An event loop that answered the abort
 * may have stopped a second time while it left, and is shot a whole timeout later.
 */
function outlivedKill({ death, server, tracebacks, worker }: Conclusion): string | undefined {
  const { signal, timeoutAt, goneAt } = death;
  if (signal !== SIGKILL || timeoutAt === undefined || goneAt - timeoutAt < SLOW_END_US) return undefined;
  const isAnswered = tracebacks.length > 0 || worker.told.some(({ event }) => event.step.what === 'worker-exiting');
  const isOneShot = /^(?:sync|gthread)$/i.test(server.workerClass ?? '');
  const isBeforeNext =
    server.timeoutSeconds !== null && goneAt - timeoutAt < (server.timeoutSeconds - 2) * MICROS_PER_SECOND;
  return !isAnswered && (isOneShot || isBeforeNext) ? lengthOfTime(goneAt - timeoutAt) : undefined;
}
