import { byteWords } from '../../lib/byte-words.ts';
import { digitsEnd } from '../../lib/digits.ts';
import type { Level } from '../../model/event.ts';

/** Beginnings of messages that nobody but gunicorn writes: where one stands, the log is gunicorn's. */
const TELLING = [
  'Starting gunicorn ',
  'Listening at: ',
  'Using worker: ',
  // Some collectors write all in small letters.
  ...['Booting worker with pid: ', 'booting worker with pid: '],
  ...['Worker exiting (pid: ', 'worker exiting (pid: '],
  ...['WORKER TIMEOUT', 'worker timeout (pid:'],
  'Worker (pid:',
  'Worker was sent SIG',
  'Worker with pid ',
  'Worker graceful timeout (pid:',
  'Autorestarting worker after current request',
  'Shutting down: Master',
  'Hang up: Master',
  'Current configuration:',
  'Error handling request',
  'Parent changed, shutting down: ',
  'Reason: Worker failed to boot',
  'Reason: App failed to load',
];

/** Beginnings that are worth reading in a log known to be gunicorn's, but that others may write too. */
const OTHERS = [
  'Handling signal: ',
  // What the end of a paste has left of a boot or an exit.
  ...['Booting wo', 'Worker exi'],
  'graceful stop of workers',
  'Shutting down: ',
  'Worker reloading: ',
  'max requests achieved',
  'Maximum request limit of ',
  'Unhandled exception in main loop',
  'Exception in worker process',
  'Exception while loading the application',
  // uvicorn's worker (uvicorn/server.py): all that is told of a boot where the log begins after gunicorn's own words.
  'Started server process [',
  // And all that it says of its leave: it ends by the signal again by which it was asked.
  'Finished server process [',
  'Forcing close of ',
  // `Closing 3 connections after timeout`, and not `Closing connection.`, which stands under each keep-alive connection.
  ...'123456789'.split('').map((digit) => `Closing ${digit}`),
];

/** Beginnings of what gunicorn and its worker classes say besides: signs of life, and failures whose level tells that they matter. */
const CHATTER = [
  ...['Arbiter booted', 'Master has been promoted', 'USR2 signal ignored', 'Ignoring ', 'Ignored premature '],
  ...[
    'Connection in use: ',
    'Retrying in ',
    'connection to ',
    'Control socket listening at ',
    'Quick shutdown requested',
  ],
  ...[
    'Error processing request',
    'Socket error processing request',
    'Error handling ',
    'Exception in ',
    'Exception during ',
  ],
  ...['Invalid request from ip=', 'Closing connection', 'Failed to send error message', 'worker: SIGWINCH ignored'],
  // uvicorn/server.py, uvicorn/lifespan/on.py; gunicorn/workers/gasgi.py
  ...['Finished server process [', 'Waiting for ', 'Application startup ', 'Application shutdown '],
  ...['Shutting down', 'ASGI server listening on ', 'Worker shutting down', 'Error while closing socket '],
];

/** Set before each setting of the configuration that gunicorn dumps at level debug. */
export const SETTING_INDENT = '  ';

const telling = byteWords(TELLING);
const steps = byteWords([...TELLING, ...OTHERS]);
const chatter = byteWords(CHATTER);
/** What a worker of threads or greenlets says at level debug as it is done with a request. */
const CLOSINGS = ['Closing connection.', 'Ignoring EPIPE', 'Ignoring connection ', 'Ignoring socket not connected'];

const details = byteWords([SETTING_INDENT, ...CLOSINGS]);
const workerCount = byteWords([' workers']);

const SPACE = 0x20;
const STAR = 0x2a;
const SLASH = 0x2f;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;

/** True if the message at byte `at` is gunicorn's for certain. */
export const isTelling = (bytes: Uint8Array, at: number): boolean => telling.stand(bytes, at);

/** True if the message at byte `at`, of level info or above, may mean a step in the life of a server. */
export const mayBeStep = (bytes: Uint8Array, at: number): boolean => steps.stand(bytes, at);

/** True if the message at byte `at` is one of the server's: an application may log through the same logger. */
export const isOwn = (bytes: Uint8Array, at: number, level: Level | undefined): boolean =>
  steps.stand(bytes, at) || chatter.stand(bytes, at) || (level === 'debug' && mayBeDetail(bytes, at));

/** True if the message at byte `at`, of level debug, tells a setting (`  timeout: 30`, `4 workers`) or a request (`GET /feed`, `Closing connection.`). */
export const mayBeDetail = (bytes: Uint8Array, at: number): boolean =>
  details.stand(bytes, at) || isWorkerCount(bytes, at) || isRequest(bytes, at);

/** True if the message at byte `at` is a method and a path, and nothing else: all that gunicorn says of a request's start. */
export const isStart = (bytes: Uint8Array, at: number): boolean =>
  isRequest(bytes, at) && bytes.indexOf(SPACE, bytes.indexOf(SPACE, at) + 1) < 0;

const isWorkerCount = (bytes: Uint8Array, at: number): boolean => {
  const end = digitsEnd(bytes, at);
  return end > at && workerCount.stand(bytes, end);
};

const isRequest = (bytes: Uint8Array, at: number): boolean => {
  let end = at;
  while (isUpperCase(bytes[end])) end++;
  return end > at && bytes[end] === SPACE && (bytes[end + 1] === SLASH || bytes[end + 1] === STAR);
};

const isUpperCase = (byte: number | undefined): boolean => byte !== undefined && byte >= UPPER_A && byte <= UPPER_Z;
