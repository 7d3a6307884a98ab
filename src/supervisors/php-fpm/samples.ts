import type { MessageSample } from '../message-rules.ts';

const TELLING: readonly MessageSample[] = [
  {
    text: 'NOTICE: fpm is running, pid 1',
    step: { what: 'master-started', server: 'php-fpm', version: undefined, master: 1 },
  },
  { text: 'NOTICE: Terminating ...', step: { what: 'master-signalled', signal: 'term' } },
  { text: 'NOTICE: Finishing ...', step: { what: 'master-signalled', signal: 'term' } },
  { text: 'NOTICE: Reloading in progress ...', step: { what: 'master-signalled', signal: 'hup' } },
  { text: 'NOTICE: exiting, bye-bye!', step: { what: 'master-stopped', reason: undefined } },
  { text: '[pool www] child 1529 started', step: { what: 'worker-booting', worker: 1529 } },
  {
    text: `[pool www] child 1529, script '/srv/t.php' (request: "GET /t.php?m=sleep") execution timed out (3.003032 sec), terminating`,
    step: {
      what: 'worker-timeout',
      worker: 1529,
      request: { id: undefined, method: 'GET', target: '/t.php?m=sleep', since: undefined },
      limitSeconds: 3,
    },
  },
  {
    text: "child 1529, script '/srv/t.php' (pool www) execution timed out (3.003032 sec), terminating",
    step: { what: 'worker-timeout', worker: 1529, request: undefined, limitSeconds: 3 },
  },
  {
    text: "[pool www] child 1529, script '/srv/t.php' execution timed out (3.003032 sec), terminating",
    step: { what: 'worker-timeout', worker: 1529, request: undefined, limitSeconds: 3 },
  },
  {
    text: '[pool www] child 1529 exited on signal 15 (SIGTERM) after 5.004814 seconds from start',
    step: { what: 'worker-killed', worker: 1529, signal: 15 },
  },
  {
    text: '[pool www] child 7 exited on signal 11 (SIGSEGV - core dumped) after 66.4 seconds from start',
    step: { what: 'worker-killed', worker: 7, signal: 11 },
  },
  {
    text: '[pool www] child 7 exited on signal 3 (SIGQUIT) after 66.4 seconds from start',
    step: { what: 'worker-exiting', worker: 7 },
  },
  {
    text: '[pool www] child 7 exited with code 0 after 66.4 seconds from start',
    step: { what: 'worker-exiting', worker: 7 },
  },
  {
    text: '[pool shop.example] child 7 exited with code 255 after 66.4 seconds from start',
    step: { what: 'worker-exited', worker: 7, code: 255 },
  },
];

const CHATTER: readonly string[] = [
  'NOTICE: ready to handle connections',
  `[pool www] child 1529, script '/srv/t.php' (request: "GET /t.php?m=sleep") executing too slow (1.002234 sec), logging`,
  '[pool www] server reached pm.max_children setting (5), consider raising it',
  '[pool www] child 1529 said into stderr: "NOTICE: PHP message: slow"',
  '[pool www] pid 1529',
  'child 1529 stopped for tracing',
];

/** PHP-FPM's messages and their steps. */
export const samples: readonly MessageSample[] = [...TELLING, ...CHATTER.map((text) => ({ text, step: undefined }))];
