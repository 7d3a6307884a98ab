import { type MessageSample, unnamed } from '../message-rules.ts';

/** What gunicorn's processes mean something by. */
const TELLING: readonly MessageSample[] = [
  { text: 'Starting gunicorn 20.1.0', step: { what: 'master-started', server: 'gunicorn', version: '20.1.0' } },
  { text: 'Listening at: http://127.0.0.1:8009 (10804)', step: { what: 'master-listening', master: 10804 } },
  { text: 'Listening at: http://0.0.0.0:80,unix:/run/a (b).sock (1)', step: { what: 'master-listening', master: 1 } },
  { text: 'Handling signal: hup', step: { what: 'master-signalled', signal: 'hup' } },
  { text: 'graceful stop of workers', step: { what: 'master-signalled', signal: 'winch' } },
  { text: 'Shutting down: Master', step: { what: 'master-stopped', reason: undefined } },
  { text: 'Shutting down: Master.2', step: { what: 'master-stopped', reason: undefined } },
  {
    text: 'Reason: Worker failed to boot.',
    step: { what: 'worker-failed-to-boot', reason: 'Worker failed to boot.' },
  },
  {
    text: "gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>",
    step: { what: 'worker-failed-to-boot', reason: 'Worker failed to boot' },
  },
  {
    text: 'Exception in worker process',
    step: { what: 'worker-failed-to-boot', reason: 'Exception in worker process' },
  },
  { text: 'Reason: App failed to load.', step: { what: 'worker-failed-to-boot', reason: 'App failed to load.' } },
  {
    text: "Can't connect to ('127.0.0.1', 8000)",
    step: { what: 'master-stopped', reason: "Can't connect to ('127.0.0.1', 8000)" },
  },
  {
    text: 'Unhandled exception in main loop',
    step: { what: 'master-stopped', reason: 'Unhandled exception in main loop' },
  },
  { text: 'WORKER TIMEOUT (pid:20431)', step: { what: 'worker-timeout', worker: 20431 } },
  {
    text: 'Worker with pid 10808 was terminated due to signal 15',
    step: { what: 'worker-killed', worker: 10808, signal: 15 },
  },
  { text: 'Worker (pid:11833) exited with code 1', step: { what: 'worker-exited', worker: 11833, code: 1 } },
  { text: 'Worker (pid:11833) exited with code 1.', step: { what: 'worker-exited', worker: 11833, code: 1 } },
  {
    text: 'Worker (pid:17886) was sent SIGKILL! Perhaps out of memory?',
    step: { what: 'worker-killed', worker: 17886, signal: 9 },
  },
  { text: 'Worker (pid:25407) was sent SIGABRT!', step: { what: 'worker-killed', worker: 25407, signal: 6 } },
  { text: 'Worker (pid:9) was sent SIGTERM!', step: { what: 'worker-killed', worker: 9, signal: 15 } },
  { text: 'Worker (pid:15222) was sent code 139!', step: { what: 'worker-killed', worker: 15222, signal: 11 } },
  { text: 'Worker (pid:15222) was sent code 134!', step: { what: 'worker-killed', worker: 15222, signal: 6 } },
  { text: 'Worker (pid:17886) was sent SIGK', step: { what: 'worker-died', worker: 17886 } },
  { text: 'Worker with pid 10808 was terminated du', step: { what: 'worker-died', worker: 10808 } },
  { text: 'Booting worker with pid: 30925', step: { what: 'worker-booting', worker: 30925 } },
  { text: 'Worker exiting (pid: 27120)', step: { what: 'worker-exiting', worker: 27120 } },
  { text: 'worker exiting (pid: 27120)', step: { what: 'worker-exiting', worker: 27120 } },
  { text: 'worker timeout (pid:20431)', step: { what: 'worker-timeout', worker: 20431 } },
  { text: 'Worker graceful timeout (pid:10805)', step: { what: 'worker-graceful-timeout', worker: 10805 } },
  { text: 'Using worker: gevent', step: { what: 'server-setting', name: 'worker_class', value: 'gevent' } },
  {
    text: 'Using worker: uvicorn.workers.UvicornWorker',
    step: { what: 'server-setting', name: 'worker_class', value: 'uvicorn.workers.UvicornWorker' },
  },
  { text: '4 workers', step: { what: 'server-setting', name: 'workers', value: '4' } },
  { text: '  graceful_timeout: 30', step: { what: 'server-setting', name: 'graceful_timeout', value: '30' } },
  {
    text: "  bind: ['127.0.0.1:8000']",
    step: { what: 'server-setting', name: 'bind', value: "['127.0.0.1:8000']" },
  },
  { text: 'GET /feed', step: { what: 'request-started', method: 'GET', target: '/feed' } },
  { text: 'OPTIONS *', step: { what: 'request-started', method: 'OPTIONS', target: '*' } },
  { text: 'Closing connection.', step: { what: 'request-closed' } },
  { text: 'Closing connection. ', step: { what: 'request-closed' } },
  { text: 'Ignoring EPIPE', step: { what: 'request-closed' } },
  { text: 'Ignoring connection epipe', step: { what: 'request-closed' } },
  { text: 'Error handling request', step: { what: 'request-failed', target: undefined } },
  { text: 'Error handling request (no URI read)', step: { what: 'request-failed', target: undefined } },
  { text: 'Error handling request /sleep?t=20', step: { what: 'request-failed', target: '/sleep?t=20' } },
  { text: 'Error handling request GET /sleep', step: { what: 'request-failed', target: '/sleep' } },
  { text: 'Error handling HTTP/2 request', step: { what: 'request-failed', target: undefined } },
  { text: 'Socket error processing request.', step: { what: 'request-failed', target: undefined } },
  { text: 'Error processing request.', step: { what: 'request-failed', target: undefined } },
  { text: 'Exception in ASGI application', step: { what: 'request-failed', target: undefined } },
  {
    text: 'Application startup failed. Exiting.',
    step: { what: 'worker-failed-to-boot', reason: 'Application startup failed' },
  },
];

const UNNAMED: readonly MessageSample[] = [
  { text: 'WORKER TIMEOUT', step: unnamed({ how: 'missed' }) },
  { text: 'WORKER TIMEOUT (pid:%s)', step: unnamed({ how: 'missed' }) },
  { text: 'WORKER TIMEOUT (pid: <redacted>)', step: unnamed({ how: 'missed' }) },
  { text: 'Worker was sent SIGKILL! Perhaps out of memory?', step: unnamed({ how: 'ended', signal: 9 }) },
  { text: 'Worker (pid:xx) was sent SIGABRT!', step: unnamed({ how: 'ended', signal: 6 }) },
];

/** The like of it that means nothing, or nothing more than another line says. */
const CHATTER: readonly string[] = [
  'DIRTY WORKER TIMEOUT (pid:51)',
  'WORKER TIMEOUT errors in our logs',
  'Worker was sent SIGTERM!',
  'Dirty worker (pid:51) killed by signal 9',
  'Dirty arbiter (pid:50) exited with code 1',
  'Spawned dirty worker (pid: 51) with apps: shop.ml:Model',
  'Reaped unknown child process (pid:77, status:256)',
  'Handling signal: chld',
  'Ignoring unknown signal: 44',
  'Hang up: Master',
  'Handling signal: winch',
  'Master has been promoted.',
  'USR2 signal ignored. Child exists.',
  'Arbiter booted',
  'Current configuration:',
  'Quick shutdown requested',
  "Connection in use: ('0.0.0.0', 8000)",
  'Retrying in 1 second.',
  'Control socket listening at /run/user/0/gunicorn.ctl',
  'worker: SIGWINCH ignored.',
  "Invalid request from ip=10.0.0.7: Invalid HTTP request line: ''",
  'Exception in post_request hook',
  'Waiting for application startup.',
  'Application startup complete.',
  'Waiting for connections to close. (CTRL+C to force quit)',
  'ASGI server listening on http://127.0.0.1:8000',
  'Waiting for 2 connections to finish...',
  'Worker shutting down...',
  'Worker (pid:9) was sent SIGNOTHING!',
  'lhh alive (pid:27120)',
  'Exception on /feed [GET]',
];

/** One sample a message; those that say `undefined` guard against patterns that take too much. */
export const samples: readonly MessageSample[] = [
  ...TELLING,
  ...UNNAMED,
  ...CHATTER.map((text) => ({ text, step: undefined })),
];
