import type { Remedy } from './remedy.ts';

const TO_THREAD = 'eventlet.tpool.execute(function, args)';

/** What to change about a blocking call of this kind under eventlet, where its advice is not that of other loops. */
const ADVICE: Readonly<Record<string, Remedy>> = {
  'file-io': {
    text: `Regular file I/O never yields: hand it to a thread (${TO_THREAD}), write in parts that take a tenth of a second each with an eventlet.sleep(0) between them so that the hub gets its turn, and allow a longer --timeout for what remains.`,
    reference: 'eventlet docs, "Threads" (eventlet.tpool)',
  },
  subprocess: {
    text: `os.popen and os.system do not yield: use eventlet.green.subprocess, with a timeout, or hand the call to a thread (${TO_THREAD}).`,
    reference: 'eventlet docs, "Greening The World"; Python docs, subprocess.run',
  },
  compression: {
    text: `Compression is computing: it holds the loop for as long as it takes. Hand it to a thread (${TO_THREAD}; zlib lets go of the GIL), or compress smaller parts.`,
    reference: 'Python docs, zlib; eventlet docs, "Threads"',
  },
  sleep: {
    text: 'Patch before anything is imported (eventlet.monkey_patch() first, or let gunicorn -k eventlet do it) so that time.sleep yields.',
    reference: 'eventlet docs, "Greening The World"',
  },
  database: {
    text: `A driver in C does not yield: use eventlet.db_pool, which asks in threads, eventlet.support.psycopg2_patcher for psycopg2, or a driver in pure Python (PyMySQL, pg8000); set statement_timeout and lock_timeout below --timeout.`,
    reference: 'eventlet docs, "DBAPI 2 database connection pooling"; PostgreSQL docs, "Client Connection Defaults"',
  },
  dns: {
    text: 'Install dnspython, so that eventlet.green.socket resolves names without holding the loop, and cache them; request timeouts do not cover name resolution.',
    reference: 'eventlet docs, "Environment Variables" (EVENTLET_NO_GREENDNS); g#1655',
  },
  lock: {
    text: 'A lock that was made before patching, fcntl.flock or a lock of C code stops the whole loop: patch first, take file locks without waiting (LOCK_NB) and retry with eventlet.sleep().',
    reference: 'eventlet docs, "Greening The World"; Python docs, fcntl.flock',
  },
  grpc: {
    text: `grpcio waits in C and does not yield: make the call in a thread (${TO_THREAD}), and give every call a timeout well below --timeout.`,
    reference: 'gRPC docs, "Deadlines"; eventlet docs, "Threads"',
  },
};

const UNKNOWN: Remedy = {
  text: `Find the call first: eventlet.debug.hub_blocking_detection(True, resolution=2), called at start, raises where the loop has been held for two seconds; then hand the call to a thread (${TO_THREAD}) or make it yield.`,
  reference: 'eventlet docs, "eventlet.debug"',
};

export const runsEventlet = (workerClass: string | undefined): boolean => /eventlet/i.test(workerClass ?? '');

export const eventletRemedyFor = (kind: string | undefined): Remedy | undefined =>
  kind === undefined ? UNKNOWN : ADVICE[kind];
