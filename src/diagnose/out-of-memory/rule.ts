import { SIGKILL } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { limitsRequests } from '../../model/one-at-a-time.ts';
import { wentWithService } from '../../model/worker.ts';
import { containerOf } from '../container.ts';
import type { Night } from '../night.ts';
import type { Finding, Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';

const SPARE = 'Give the worker more memory or the request less to hold (stream, page, write in parts)';

type Advice = Pick<Finding, 'remedy' | 'reference'>;

const USUAL: Advice = {
  remedy: `${SPARE}; --max-requests with jitter bounds slow leaks.`,
  reference: 'gunicorn FAQ, "Why are workers silently killed?"; g#2215',
};

/** How each server bounds what a worker grows to, where it has words of its own for that. */
const ADVICE: Readonly<Record<string, Advice>> = {
  celery: {
    remedy: `${SPARE}; --max-memory-per-child ends a child between two tasks before the kernel does within one, --max-tasks-per-child bounds slow leaks.`,
    reference: 'Celery docs, "Max memory per child setting"',
  },
  platform: {
    remedy: `${SPARE}; workers that the server renews after some requests (max_requests, --max-requests) bound slow leaks.`,
    reference: 'Heroku Dev Center, "Heroku Error Codes", R14 and R15',
  },
  uwsgi: {
    remedy: `${SPARE}; reload-on-rss renews a worker between two requests, max-requests bounds slow leaks.`,
    reference: 'uWSGI options, "reload-on-rss"',
  },
  'php-fpm': {
    remedy: `${SPARE}; memory_limit ends a script before the kernel does, pm.max_requests bounds slow leaks.`,
    reference: 'PHP manual, "FastCGI Process Manager configuration", pm.max_requests',
  },
};

const adviceFor = ({ kind }: Conclusion['server']): Advice => ADVICE[kind] ?? USUAL;

/** Not the likeliest reason until a second sign speaks for it. */
const ONE_SIGN = 0.25;
const TWO_SIGNS = 0.6;
// fork(): Cannot allocate memory [core/master_utils.c line 766]        OSError: [Errno 12] Cannot allocate memory (ENOMEM)
const REFUSED = /(?:fork\(\): |\[Errno 12\] )Cannot allocate memory/;

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
    const refused = wordsNear(incident, night, REFUSED);
    return {
      confidence: refused === undefined ? ONE_SIGN : TWO_SIGNS,
      for: [
        `SIGKILL, and no ${limitsRequests(server) ? 'limit that it ran past' : 'timeout'} is told of this pid`,
        ...(refused === undefined ? [] : [`"${refused}" was logged in that time: the machine had no memory to give`]),
      ],
      against: [
        'no kernel log shows it: a kill by hand or by an orchestrator looks the same (dmesg -T or the journal of that minute would settle it)',
      ],
      ...adviceFor(server),
    };
  },
};
