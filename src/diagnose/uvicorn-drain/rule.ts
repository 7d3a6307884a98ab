import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Finding, Rule } from '../rule.ts';

/** uvicorn's worker stops beating as soon as it waits for its connections to close. */
export const uvicornDrain: Rule = {
  id: 'uvicorn-drain',
  title: 'A recycled uvicorn worker waited for its connections without beating',
  examine({ cause, death, worker, server }: Conclusion): Finding | undefined {
    const { timeoutAt } = death;
    const workerClass = server.workerClass ?? '';
    if (cause !== 'timeout' || timeoutAt === undefined || !/uvicorn/i.test(workerClass)) return undefined;
    const recycled = worker.told.find(
      ({ event }) => event.step.what === 'worker-recycling' && event.step.why === 'max_requests',
    );
    if (!recycled || recycled.at >= timeoutAt) return undefined;
    const seconds = ((timeoutAt - recycled.at) / MICROS_PER_SECOND).toFixed(0);
    const signs = [
      `it had reached its request limit ${seconds} s before it was given up`,
      `the worker class is ${workerClass}: it does not beat while it waits for open connections to close`,
    ];
    return {
      confidence: 0.9,
      for: signs,
      against: [],
      remedy:
        'Set timeout_graceful_shutdown of uvicorn well below --timeout (CONFIG_KWARGS of a subclass of UvicornWorker), and --max-requests-jitter so that not all drain at once.',
      reference: 'galaxyproject/galaxy#23626; uvicorn docs, "Settings", timeout_graceful_shutdown',
    };
  },
};
