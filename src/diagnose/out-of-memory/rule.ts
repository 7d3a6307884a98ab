import { SIGKILL } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { limitsRequests } from '../../model/one-at-a-time.ts';
import { wentWithService } from '../../model/worker.ts';
import { containerOf } from '../container.ts';
import { isMute } from '../never-served.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';
import { type Advice, adviceFor } from './advice.ts';

/**
 * Of the kills that nobody explains about half were for memory (captures of gunicorn 20.1.0 and 26.2, which were shot as well): of ten workers
 * that had a request seven, of seven that had none not one. It stays a mere possibility: elsewhere more may be shot. Fewer where
 * whoever would tell it tells of others.
 */
const BY_LOAD = { busy: 0.55, unknown: 0.5, idle: 0.25 };
const UNTOLD = 0.25;
const TWO_SIGNS = 0.6;
// fork(): Cannot allocate memory [core/master_utils.c line 766]        OSError: [Errno 12] Cannot allocate memory (ENOMEM)
const REFUSED = /(?:fork\(\): |\[Errno 12\] )Cannot allocate memory/;

/** Kubernetes calls it OOMKilled where the runtime saw the kernel kill in the container (CRI, ContainerStatus.reason). */
const NOT_FOR_MEMORY =
  'Kubernetes does not call it OOMKilled: a failed probe, a stop that took too long or a node that went away look like this (kubectl get events)';

const isNotForMemory = (word: Word | undefined): boolean =>
  word?.by === 'kubernetes' && word.step.what === 'unit-ended' && word.step.why.startsWith('exit code');

type Word = NonNullable<Conclusion['death']['kernel']>['event'];

/** What the kernel, or systemd or Kubernetes after it, says of the kill. */
function toldBy({ step, by }: Partial<Word>, wasMissed: boolean, advice: Advice): Finding | undefined {
  if (step?.what === 'kernel-oom-kill') {
    const rss = step.rssKb === undefined ? '' : ` with ${String(Math.round(step.rssKb / 1024))} MiB resident`;
    const signs = [
      `the kernel killed process ${String(step.process)} (${step.command})${rss}`,
      wasMissed
        ? 'it had been missed before, as a worker is that waits for memory; the kernel names this very process'
        : 'no WORKER TIMEOUT of this pid came before',
    ];
    return { confidence: 0.98, for: signs, against: [], ...advice };
  }
  if (step?.what !== 'unit-ended') return undefined;
  if (by === 'kubernetes')
    return {
      confidence: 0.9,
      for: [`Kubernetes says that ${containerOf(step.unit)} ended for its memory (${step.why})`],
      against: ['it does not tell which process was too large: the kernel log of the node would'],
      ...advice,
    };
  if (by !== 'systemd')
    return {
      confidence: 0.9,
      for: [`who runs the container says that it ended for its memory (${step.why})`],
      against: ['it does not tell which process was too large'],
      ...advice,
    };
  return {
    confidence: 0.85,
    for: [`systemd says that ${step.unit} lost a process for its memory (${step.why})`, 'the worker got SIGKILL'],
    against: ['systemd does not tell which process: the kernel log of that second would'],
    ...advice,
  };
}

/** Whose log tells of one of these would tell of all kills for memory (mm/oom_kill.c, arch/x86/mm/fault.c show_signal_msg). */
const KERNELS_WORDS = ['kernel-oom-kill', 'kernel-fault'] as const;

/** The kernel killed the worker for memory, or something sent SIGKILL and memory is the usual reason. */
export const outOfMemory: Rule = {
  id: 'out-of-memory',
  isOfUnits: true,
  title: 'The worker was killed for memory',
  mayTakeSeveral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { cause, death, server } = incident;
    if (cause === 'oom') return toldBy(death.kernel?.event ?? {}, death.timeoutAt !== undefined, adviceFor(server));
    // Nobody says that the kernel took the main process, as systemd would have.
    if (cause !== 'signal' || death.signal !== SIGKILL || wentWithService(death)) return undefined;
    const isKernelHeard = KERNELS_WORDS.some((what) => night.wordsOf(what).length > 0);
    return supposed(incident, {
      refused: wordsNear(incident, night, REFUSED),
      isKernelHeard,
      load: loadOf(incident, night),
    });
  },
};

function loadOf({ claims }: Conclusion, night: Night): Signs['load'] {
  if (claims.some(({ request }) => request !== undefined)) return 'busy';
  return isMute(night) ? 'unknown' : 'idle';
}

interface Signs {
  /** What was said of memory that there was not. */
  readonly refused: string | undefined;
  /** True if the kernel tells of other deaths. */
  readonly isKernelHeard: boolean;
  /** Whether requests were open in it; `unknown` where no log tells which worker serves. */
  readonly load: keyof typeof BY_LOAD;
}

/** A kill that nobody explains. */
const supposed = ({ death, server, worker }: Conclusion, signs: Signs): Finding => ({
  confidence: surenessOf(signs, isNotForMemory(death.kernel?.event)),
  for: [
    `SIGKILL, and no ${limitsRequests(server) ? 'limit that it ran past' : 'timeout'} is told of ${worker.pid === undefined ? 'it' : 'this pid'}`,
    ...(signs.refused === undefined
      ? []
      : [`"${signs.refused}" was logged in that time: the machine had no memory to give`]),
    ...(signs.load === 'busy' ? ['it was at work, as a process is that grows'] : []),
  ],
  against: [
    ...(signs.load === 'idle' ? ['no request was open in it: a process grows while it works'] : []),
    'no kernel log shows it: a kill by hand or by an orchestrator looks the same (dmesg -T or the journal of that minute would settle it)',
    ...(isNotForMemory(death.kernel?.event) ? [NOT_FOR_MEMORY] : []),
  ],
  ...adviceFor(server),
});

function surenessOf({ refused, isKernelHeard, load }: Signs, isDenied: boolean): number {
  if (refused !== undefined) return TWO_SIGNS;
  return isKernelHeard || isDenied ? UNTOLD : BY_LOAD[load];
}
