import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { MessageSample } from '../message-rules.ts';

const recycling = (why: string): LifecycleStep => ({ what: 'worker-recycling', worker: 4711, why });

const TELLING: readonly MessageSample[] = [
  {
    text: 'listening on addr=127.0.0.1:8080 fd=9',
    step: { what: 'master-started', server: 'unicorn', version: undefined },
  },
  {
    text: 'inherited addr=/run/shop.sock fd=4',
    step: { what: 'master-started', server: 'unicorn', version: undefined },
  },
  { text: 'master process ready', step: { what: 'master-listening', master: undefined } },
  { text: 'master complete', step: { what: 'master-stopped', reason: undefined } },
  { text: 'worker=0 spawned pid=4711', step: { what: 'worker-booting', worker: 4711, slot: 0 } },
  {
    text: 'worker=0 PID:4711 timeout (61s > 60s), killing',
    step: { what: 'worker-timeout', worker: 4711, slot: 0, limitSeconds: 60 },
  },
  {
    text: 'reaped #<Process::Status: pid 4711 SIGKILL (signal 9)> worker=0',
    step: { what: 'worker-killed', worker: 4711, slot: 0, signal: 9 },
  },
  {
    text: 'reaped #<Process::Status: pid 4711 SIGSEGV (signal 11) (core dumped)> worker=0',
    step: { what: 'worker-killed', worker: 4711, slot: 0, signal: 11 },
  },
  { text: 'reaped #<Process::Status: pid 4711 exit 0> worker=0', step: { what: 'worker-exiting', worker: 4711 } },
  {
    text: 'reaped #<Process::Status: pid 4711 exit 1> worker=0',
    step: { what: 'worker-exited', worker: 4711, slot: 0, code: 1 },
  },
  {
    text: 'worker (pid: 4711) exceeds memory limit (251658240 bytes > 209715200 bytes)',
    step: recycling('memory limit'),
  },
  { text: 'worker (pid: 4711) exceeds max number of requests (limit: 4096)', step: recycling('max requests') },
];

const CHATTER: readonly string[] = ['worker=0 spawning...', 'worker=3 jobs=12 took=4ms', 'Refreshing Gem list'];

/** unicorn's messages and their steps, where the speaker's pid is not told. */
export const samples: readonly MessageSample[] = [...TELLING, ...CHATTER.map((text) => ({ text, step: undefined }))];
