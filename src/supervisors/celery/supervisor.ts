import type { InFlight } from '../../model/lifecycle.ts';
import { type Fields, type MessageRule, ofWorker, signalled, unnamed } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

const task = ({ id, target }: Fields): InFlight => ({ id, method: undefined, target, since: undefined });

/** What the main process of a prefork worker says; celery 3.1 to 5.5 (worker/request.py), billiard 3.3 to 4.2 (pool.py). */
const RULES: readonly MessageRule[] = [
  //  -------------- celery@web1 v5.2.6 (dawn-chorus)
  [/^-+ celery@\S+ v(?<version>\d\S*)/, ({ version }) => ({ what: 'master-started', server: 'celery', version })],
  // .> concurrency: 4 (prefork)
  [
    /^\.> concurrency: +(?<value>\d+)/,
    ({ value }) => ({ what: 'server-setting', name: 'workers', value: value ?? '' }),
  ],
  // worker: Warm shutdown (MainProcess)    worker: Cold shutdown (MainProcess)
  [/^worker: (?:Warm|Cold) shutdown \(/, signalled('term')],
  // Hard time limit (300s) exceeded for shop.tasks.report[6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52]
  [
    /^Hard time limit \((?<limit>[\d.]+)s\) exceeded for (?<target>[^\s[][^[]*)\[(?<id>[^\]]+)\]/,
    (fields) => ({ what: 'request-timeout', request: task(fields), limitSeconds: Number(fields['limit']) }),
  ],
  // Soft time limit (240s) exceeded for shop.tasks.report[6a4f0a0e-6d3c-4c4e-9f67-8e0d7f1b3a52]    the task may catch it
  [
    /^Soft time limit \((?<value>[\d.]+)s\) exceeded for /,
    ({ value }) => ({ what: 'server-setting', name: 'task_soft_time_limit', value: value ?? '' }),
  ],
  // Task handler raised error: TimeLimitExceeded(300,)    it stands above the record that names the task
  [
    /^Task handler raised error: (?:[\w.]*\.)?TimeLimitExceeded\((?<limit>[\d.]+)/,
    ({ limit }) => ({ what: 'request-timeout', request: undefined, limitSeconds: Number(limit) }),
  ],
  // billiard.exceptions.TimeLimitExceeded: TimeLimitExceeded(300,)
  [
    /^(?:[\w.]*\.)?TimeLimitExceeded: TimeLimitExceeded\((?<limit>[\d.]+)/,
    ({ limit }) => ({ what: 'request-timeout', request: undefined, limitSeconds: Number(limit) }),
  ],
  // Process 'ForkPoolWorker-1' pid:12 exited with 'signal 9 (SIGKILL)'    Process "Worker-1" pid:12 exited with "signal 9"
  [
    /^Process \W?[\w-]+\W? pid[: ] ?(?<worker>\d+) exited with \W{0,2}(?:signal |exitcode -)(?<signal>\d+)/,
    ofWorker((worker, { signal }) => ({ what: 'worker-killed', worker, signal: Number(signal) })),
  ],
  // Process 'ForkPoolWorker-3' pid:14 exited with 'exitcode 5'    of its own accord; recycled children are not told of
  [
    /^Process \W?[\w-]+\W? pid[: ] ?(?<worker>\d+) exited with \W{0,2}exitcode (?<code>\d+)/,
    ofWorker((worker, { code }) => ({ what: 'worker-exited', worker, code: Number(code) })),
  ],
  // Task handler raised error: WorkerLostError('Worker exited prematurely: signal 9 (SIGKILL) Job: 348.')
  // billiard.exceptions.WorkerLostError: Worker exited prematurely: signal 9 (SIGKILL) Job: 348.
  // WorkerLostError: Worker exited prematurely (exitcode: -9).    billiard 2.7
  [
    /^(?:Task handler raised error: )?(?:[\w.]*\.)?WorkerLostError(?:\(.|: )Worker exited prematurely(?:: signal | \(exitcode: -)(?<signal>\d+)/,
    ({ signal }) => unnamed({ how: 'ended', signal: Number(signal) }),
  ],
];

/** Messages that nobody but Celery writes, under whatever head its `worker_log_format` has left them. */
const OPENINGS: readonly string[] = [
  '-------------- celery@',
  '.> concurrency: ',
  'worker: Warm shutdown (',
  'worker: Cold shutdown (',
  'Hard time limit (',
  'Soft time limit (',
  ...["Process '", 'Process "', 'Process ForkPoolWorker', 'Process PoolWorker', 'Process Worker'],
  'Task handler raised error: WorkerLostError(',
  'Task handler raised error: TimeLimitExceeded(',
];

/**
 * Celery's prefork pool: a task is a request, one a child at a time. `WorkerLostError` comes ten seconds and more after a
 * death, names no pid, and may name an exit code that was none (celery 5.2.6, billiard 4.1.0): only its signals are believed.
 */
export const celery: Supervisor = {
  id: 'celery',
  title: 'Celery prefork',
  docs: 'https://docs.celeryq.dev/en/stable/userguide/workers.html#time-limits',
  writes: [],
  openings: OPENINGS,
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
