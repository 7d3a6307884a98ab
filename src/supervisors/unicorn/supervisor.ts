import { booting, exiting, type MessageRule, ofWorker, recycling } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';
import { samples } from './samples.ts';

const REAPED = String.raw`^reaped #<Process::Status: pid (?<worker>\d+) `;
const PLACE = String.raw`(?:[^>]*> worker=(?<slot>\d+))?`;

/** What the master and its workers say; unicorn 4.0 to 6.1, lib/unicorn/http_server.rb, and unicorn-worker-killer. */
const RULES: readonly MessageRule[] = [
  // listening on addr=127.0.0.1:8080 fd=9    inherited addr=127.0.0.1:8080 fd=9    (after USR2, or by systemd's socket)
  [
    /^(?:listening on|inherited) addr=\S+ fd=\d/,
    (_, master) => ({ what: 'master-started', server: 'unicorn', version: undefined, ...(master && { master }) }),
  ],
  // master process ready
  [/^master process ready/, (_, master) => ({ what: 'master-listening', master })],
  // master complete
  [/^master complete/, () => ({ what: 'master-stopped', reason: undefined })],
  // worker=0 spawned pid=4711
  [/^worker=(?<slot>\d+) spawned pid=(?<worker>\d+)/, booting],
  // worker=0 ready    said by the worker
  [/^worker=(?<slot>\d+) ready$/, booting],
  // worker=0 PID:4711 timeout (61s > 60s), killing
  [
    /^worker=(?<slot>\d+) PID:(?<worker>\d+) timeout \(\d+s > (?<limit>\d+)s\)/,
    ofWorker((worker, { limit }) => ({ what: 'worker-timeout', worker, limitSeconds: Number(limit) })),
  ],
  // reaped #<Process::Status: pid 4711 SIGKILL (signal 9)> worker=0
  [
    new RegExp(String.raw`${REAPED}(?:SIG\w+ )?\(signal (?<signal>\d+)\)${PLACE}`),
    ofWorker((worker, { signal }) => ({ what: 'worker-killed', worker, signal: Number(signal) })),
  ],
  // reaped #<Process::Status: pid 4711 exit 0> worker=0
  [new RegExp(`${REAPED}exit 0>`), exiting],
  // reaped #<Process::Status: pid 4711 exit 1> worker=0
  [
    new RegExp(String.raw`${REAPED}exit (?<code>[1-9]\d*)${PLACE}`),
    ofWorker((worker, { code }) => ({ what: 'worker-exited', worker, code: Number(code) })),
  ],
  // worker (pid: 4711) exceeds memory limit (251658240 bytes > 209715200 bytes)
  [/^worker \(pid: (?<worker>\d+)\) exceeds memory limit/, recycling('memory limit')],
  // worker (pid: 4711) exceeds max number of requests (limit: 4096)
  [/^worker \(pid: (?<worker>\d+)\) exceeds max number of requests/, recycling('max requests')],
];

/** Ruby's unicorn: a worker serves one request at a time and gets SIGKILL when it takes too long. */
export const unicorn: Supervisor = {
  id: 'unicorn',
  title: 'unicorn',
  docs: 'https://yhbt.net/unicorn/Unicorn/Configurator.html#method-i-timeout',
  writes: [],
  openings: [
    'listening on addr=',
    'inherited addr=',
    'master process ready',
    'master complete',
    'worker=',
    'reaped #<Process::Status: pid ',
    'worker (pid: ',
  ],
  defaults: { timeoutSeconds: 60, gracefulTimeoutSeconds: undefined },
  samples,
  rules: RULES,
};
