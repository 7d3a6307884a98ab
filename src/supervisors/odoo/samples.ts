import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { MessageSample } from '../message-rules.ts';

const timeout = (worker: number, limitSeconds: number): LifecycleStep => ({
  ...{ what: 'worker-timeout', worker },
  limitSeconds,
});
const recycling = (worker: number, why: string): LifecycleStep => ({ what: 'worker-recycling', worker, why });

/** Odoo's messages and their steps. */
export const samples: readonly MessageSample[] = [
  { text: 'Worker WorkerHTTP (31) alive', step: { what: 'worker-booting', worker: 31 } },
  { text: 'WorkerHTTP (31) timeout after 120s', step: timeout(31, 120) },
  { text: 'WorkerCron (47) timeout after 120s', step: timeout(47, 120) },
  { text: 'Worker (31) CPU time limit (60) reached.', step: timeout(31, 60) },
  { text: 'Worker (47) Exception occured, exiting...', step: { what: 'worker-exited', worker: 47, code: 1 } },
  { text: 'Worker (31) virtual memory limit (2826088448) reached.', step: recycling(31, 'memory limit') },
  { text: 'Worker (31) max request (8192) reached.', step: recycling(31, 'max requests') },
  {
    text: 'Worker (31) exiting. request_count: 12, registry count: 1.',
    step: { what: 'worker-exiting', worker: 31 },
  },
  { text: 'Stopping gracefully', step: { what: 'master-signalled', signal: 'term' } },
  { text: 'Worker WorkerHTTP (31) unknown', step: undefined },
  { text: 'Killing WorkerHTTP (31)', step: undefined },
  {
    text: 'Thread <Thread(odoo.service.http.request.140026579769088, started 140026579769088)> virtual real time limit (169/120s) reached.',
    step: undefined,
  },
];
