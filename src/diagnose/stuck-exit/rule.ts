import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { Finding, Rule } from '../rule.ts';

/** The worker had said that it leaves, and did not get to the end: threads, atexit functions or a connection held it. */
export const stuckExit: Rule = {
  id: 'stuck-exit',
  title: 'The worker was stuck on its way out',
  examine({ cause, death, worker, server, tracebacks }: Conclusion): Finding | undefined {
    const { timeoutAt } = death;
    if (cause !== 'timeout' || timeoutAt === undefined) return undefined;
    const leaving = worker.told.find(({ event }) => event.step.what === 'worker-exiting');
    if (!leaving || leaving.at >= timeoutAt) return undefined;
    const seconds = (timeoutAt - leaving.at) / MICROS_PER_SECOND;
    const signs = [
      `it said that it exits ${seconds.toFixed(0)} s before it was given up`,
      ...(server.timeoutSeconds !== null && seconds >= server.timeoutSeconds - 1
        ? ['that is the whole timeout: it did not beat again after that line']
        : []),
    ];
    return {
      confidence: signs.length > 1 ? 0.9 : confidenceBy(signs),
      for: signs,
      against:
        tracebacks.length > 0
          ? []
          : ['no stack shows what it waited for: py-spy dump of the leaving worker would tell'],
      remedy: 'Join or daemonise threads, and bound what atexit functions and worker_exit hooks wait for.',
      reference: 'g#2706; Python docs, atexit and threading',
    };
  },
};
