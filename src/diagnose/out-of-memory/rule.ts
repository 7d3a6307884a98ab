import type { Conclusion } from '../../model/conclusion.ts';
import type { Finding, Rule } from '../rule.ts';

const SIGKILL = 9;
const REMEDY =
  'Give the worker more memory or the request less to hold (stream, page, write in parts); --max-requests with jitter bounds slow leaks.';
const REFERENCE = 'gunicorn FAQ, "Why are workers silently killed?"; g#2215';

/** The kernel killed the worker for memory, or something sent SIGKILL and memory is the usual reason. */
export const outOfMemory: Rule = {
  id: 'out-of-memory',
  title: 'The worker was killed for memory',
  examine({ cause, death }: Conclusion): Finding | undefined {
    const step = death.kernel?.event.step;
    if (step?.what === 'kernel-oom-kill' && cause === 'oom') {
      const rss = step.rssKb === undefined ? '' : ` with ${String(Math.round(step.rssKb / 1024))} MiB resident`;
      const signs = [
        `the kernel killed process ${String(step.process)} (${step.command})${rss}`,
        'no WORKER TIMEOUT of this pid came before',
      ];
      return { confidence: 0.98, for: signs, against: [], remedy: REMEDY, reference: REFERENCE };
    }
    if (cause !== 'signal' || death.signal !== SIGKILL) return undefined;
    return {
      confidence: 0.5,
      for: ['SIGKILL without a WORKER TIMEOUT of this pid'],
      against: [
        'no kernel log shows it: a kill by hand or by an orchestrator looks the same (dmesg -T or the journal of that minute would settle it)',
      ],
      remedy: REMEDY,
      reference: REFERENCE,
    };
  },
};
