import { type MessageRule, ofWorker } from '../message-rules.ts';
import type { Supervisor } from '../supervisor.ts';

/** What Apache's parent process says of its children; 1.3 to 2.4, server/mpm_unix.c ap_process_child_status. */
const RULES: readonly MessageRule[] = [
  // AH00052: child pid 2345 exit signal Segmentation fault (11)        , possible coredump in /tmp        before 2.4 without the number
  [
    /^child pid (?<worker>\d+) exit signal [\w ]+ \((?<signal>\d+)\)/,
    ofWorker((worker, { signal }) => ({ what: 'worker-killed', worker, signal: Number(signal) })),
  ],
];

/** Apache httpd: its children serve PHP and Python by modules of its own. Whatever else it logs is of requests. */
export const apache: Supervisor = {
  id: 'apache',
  title: 'Apache httpd',
  docs: 'https://httpd.apache.org/docs/2.4/logs.html#errorlog',
  writes: [],
  openings: ['child pid '],
  defaults: { timeoutSeconds: undefined, gracefulTimeoutSeconds: undefined },
  samples: [
    {
      text: 'child pid 2345 exit signal Segmentation fault (11)',
      step: { what: 'worker-killed', worker: 2345, signal: 11 },
    },
    {
      text: 'child pid 3580 exit signal Aborted (6), possible coredump in /tmp',
      step: { what: 'worker-killed', worker: 3580, signal: 6 },
    },
    { text: 'child process 2345 still did not exit, sending a SIGTERM', step: undefined },
    { text: 'caught SIGTERM, shutting down', step: undefined },
  ],
  rules: RULES,
};
