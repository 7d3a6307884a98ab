import type { LifecycleStep } from '../../model/lifecycle.ts';
import { type MessageSample, unnamed } from '../message-rules.ts';

const killed = (worker: number, signal: number): LifecycleStep => ({ what: 'worker-killed', worker, signal });

const TELLING: readonly MessageSample[] = [
  {
    text: '-------------- celery@web1 v5.2.6 (dawn-chorus)',
    step: { what: 'master-started', server: 'celery', version: '5.2.6' },
  },
  { text: '.> concurrency: 4 (prefork)', step: { what: 'server-setting', name: 'workers', value: '4' } },
  { text: 'worker: Warm shutdown (MainProcess)', step: { what: 'master-signalled', signal: 'term' } },
  { text: 'worker: Cold shutdown (MainProcess)', step: { what: 'master-signalled', signal: 'term' } },
  {
    text: 'Hard time limit (4s) exceeded for Monthly report (all shops)[6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52]',
    step: {
      what: 'request-timeout',
      request: {
        ...{ id: '6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52', target: 'Monthly report (all shops)' },
        ...{ method: undefined, since: undefined },
      },
      limitSeconds: 4,
    },
  },
  {
    text: 'Hard time limit (4s) exceeded for shop.tasks.report[6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52]',
    step: {
      what: 'request-timeout',
      request: {
        ...{ id: '6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52', target: 'shop.tasks.report' },
        ...{ method: undefined, since: undefined },
      },
      limitSeconds: 4,
    },
  },
  {
    text: 'Hard time limit (10s) exceeded for Send monthly report[6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52]',
    step: {
      what: 'request-timeout',
      request: {
        ...{ id: '6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52', target: 'Send monthly report' },
        ...{ method: undefined, since: undefined },
      },
      limitSeconds: 10,
    },
  },
  {
    text: 'Soft time limit (3s) exceeded for shop.tasks.report[6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52]',
    step: { what: 'server-setting', name: 'task_soft_time_limit', value: '3' },
  },
  {
    text: 'Task handler raised error: TimeLimitExceeded(4)',
    step: { what: 'request-timeout', request: undefined, limitSeconds: 4 },
  },
  {
    text: 'billiard.exceptions.TimeLimitExceeded: TimeLimitExceeded(10,)',
    step: { what: 'request-timeout', request: undefined, limitSeconds: 10 },
  },
  { text: "Process 'ForkPoolWorker-1' pid:31 exited with 'signal 9 (SIGKILL)'", step: killed(31, 9) },
  { text: 'Process "PoolWorker-3" pid:19 exited with "signal 11 (SIGSEGV)"', step: killed(19, 11) },
  { text: "Process 'Worker-4' pid:7 exited with exitcode -9", step: killed(7, 9) },
  {
    text: "Process 'ForkPoolWorker-8' pid:40 exited with 'exitcode 5'",
    step: { what: 'worker-exited', worker: 40, code: 5 },
  },
  {
    text: "Task handler raised error: WorkerLostError('Worker exited prematurely: signal 9 (SIGKILL) Job: 348.')",
    step: unnamed({ how: 'ended', signal: 9 }),
  },
  {
    text: 'WorkerLostError: Worker exited prematurely (exitcode: -9).',
    step: unnamed({ how: 'ended', signal: 9 }),
  },
  {
    text: 'billiard.exceptions.WorkerLostError: Worker exited prematurely: signal 11 (SIGSEGV).',
    step: unnamed({ how: 'ended', signal: 11 }),
  },
];

const CHATTER: readonly string[] = [
  'Task shop.tasks.report[6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52] received',
  "Task handler raised error: WorkerLostError('Worker exited prematurely: exitcode 0 Job: 348.')",
  'missed heartbeat from celery@web2',
  'celery@web1 ready.',
  'Process finished with exit code 0',
];

/** Celery's messages and their steps. */
export const samples: readonly MessageSample[] = [...TELLING, ...CHATTER.map((text) => ({ text, step: undefined }))];
