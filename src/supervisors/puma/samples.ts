import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { MessageSample } from '../message-rules.ts';

const started = (version: string | undefined): LifecycleStep => ({ what: 'master-started', server: 'puma', version });
const booting = (worker: number, slot?: number): LifecycleStep => ({
  ...{ what: 'worker-booting', worker },
  ...(slot === undefined ? {} : { slot }),
});
const timeout = (worker: number, limitSeconds: number | undefined): LifecycleStep => ({
  what: 'worker-timeout',
  worker,
  limitSeconds,
});
const recycling = (worker: number, why: string): LifecycleStep => ({ what: 'worker-recycling', worker, why });

const TELLING: readonly MessageSample[] = [
  { text: 'Puma starting in cluster mode...', step: started(undefined) },
  { text: 'Puma version: 5.2.2 (ruby 2.7.2-p137) ("Fettisdagsbulle")', step: started('5.2.2') },
  { text: '* Version 4.3.5 (ruby 2.6.6-p146), codename: Mysterious Traveller', step: started('4.3.5') },
  { text: '- Worker 0 (PID: 15) booted in 0.12s, phase: 0', step: booting(15, 0) },
  { text: '- Worker 1 (pid: 4711) booted, phase: 0', step: booting(4711, 1) },
  { text: '- Spawned worker: 20155', step: booting(20155) },
  {
    text: '! Terminating timed out worker (Worker 1 failed to check in within 60 seconds): 15',
    step: timeout(15, 60),
  },
  { text: '! Terminating timed out worker: 2006', step: timeout(2006, undefined) },
  { text: '- Worker 1 (PID: 15) terminating', step: { what: 'worker-exiting', worker: 15 } },
  { text: '- Stopping 25921 for phased upgrade...', step: recycling(25921, 'phased restart') },
  {
    text: 'PumaWorkerKiller: Out of memory. 5 workers consuming total: 500 MB out of max: 490 MB. Sending TERM to pid 23 consuming 53 MB.',
    step: recycling(23, 'memory limit'),
  },
  {
    text: 'PumaWorkerKiller: Rolling Restart. 5 workers consuming total: 650 MB. Sending TERM to pid 34.',
    step: recycling(34, 'rolling restart'),
  },
  { text: '- Gracefully shutting down workers...', step: { what: 'master-signalled', signal: 'term' } },
  {
    text: '- Gracefully stopping, waiting for requests to finish',
    step: { what: 'master-signalled', signal: 'term' },
  },
  {
    text: '=== puma shutdown: 2026-11-23 09:19:07 +0000 ===',
    step: { what: 'master-stopped', reason: undefined },
  },
];

const CHATTER: readonly string[] = [
  '* Min threads: 5, max threads: 5',
  '* Listening on tcp://0.0.0.0:3000',
  'Use Ctrl-C to stop',
  '- TERM sent to 25921...',
  '- Starting phased worker restart, phase: 3',
  '- Goodbye!',
  'PumaWorkerKiller: Consuming 54.3 MB with master and 2 workers.',
];

/** puma's messages and their steps. */
export const samples: readonly MessageSample[] = [...TELLING, ...CHATTER.map((text) => ({ text, step: undefined }))];
