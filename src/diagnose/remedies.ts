import { asyncioRemedyFor, runsAsyncio } from './asyncio-remedies.ts';
import { eventletRemedyFor, runsEventlet } from './eventlet-remedies.ts';
import type { Remedy } from './remedy.ts';

interface Advice {
  /** Under a worker class whose requests share one thread. */
  readonly loop: string;
  /** Where each request has a process or thread of its own. */
  readonly own: string;
  readonly reference: string;
  /** Where the second has a source of its own. */
  readonly ownReference?: string;
}

const POOL = 'gevent.get_hub().threadpool.apply(function, args)';

const ADVICE: Readonly<Record<string, Advice>> = {
  'file-io': {
    loop: `Regular file I/O never yields: hand it to a thread (${POOL}, or gevent.fileobject.FileObjectThread), write in parts that take a tenth of a second each (how many bytes that is depends on the disk: time one) with a gevent.sleep(0) between them so that the hub gets its turn, and allow a longer --timeout for what remains.`,
    own: 'Write to storage that answers (not NFS or a pipe nobody reads), in smaller parts, or from a background job; allow a longer --timeout for what remains.',
    reference: 'gevent docs, "FileObject"; gevent#673, g#1955',
    ownReference: 'Linux man pages, nfs(5); gunicorn docs, "Settings", timeout',
  },
  subprocess: {
    loop: 'os.popen and os.system do not yield: use subprocess from a process patched by gevent.monkey.patch_all(), with a timeout, or hand the call to a thread.',
    own: 'Give every child process a timeout (subprocess.run(…, timeout=…)) shorter than --timeout, or start it from a background job.',
    reference: 'gevent docs, "gevent.subprocess"; Python docs, subprocess.run',
    ownReference: 'Python docs, subprocess.run',
  },
  compression: {
    loop: `Compression is computing: it holds the loop for as long as it takes. Hand it to a thread (${POOL}; zlib lets go of the GIL), or compress smaller parts.`,
    own: 'Compress in a background job, at a lower level, or in smaller parts.',
    reference: 'Python docs, zlib; gevent docs, "gevent.threadpool"',
    ownReference: 'Python docs, zlib',
  },
  sleep: {
    loop: 'Patch before anything is imported (gevent.monkey.patch_all() first, or let gunicorn -k gevent do it) so that time.sleep yields; in coroutines use await asyncio.sleep().',
    own: 'Do not wait in a request: poll from the client or use a background job.',
    reference: 'gevent docs, "gevent.monkey"; Python docs, asyncio.sleep',
    ownReference: 'gunicorn docs, "Design", Choosing a Worker Type',
  },
  database: {
    loop: 'A driver in C does not yield: use psycogreen for psycopg2, a driver in pure Python (PyMySQL, pg8000), or a thread pool; set statement_timeout and lock_timeout below --timeout.',
    own: "Set statement_timeout and lock_timeout below --timeout, and look at the database's own log of that minute for lock waits.",
    reference: 'psycogreen docs; PostgreSQL docs, "Client Connection Defaults"',
    ownReference: 'PostgreSQL docs, "Client Connection Defaults"',
  },
  dns: {
    loop: 'Let gevent resolve names in its threads (GEVENT_RESOLVER=thread, the default) and cache them; request timeouts do not cover name resolution.',
    own: 'Cache name resolution and shorten its time-outs (options timeout:1 attempts:2 in resolv.conf); request timeouts do not cover it.',
    reference: 'gevent docs, "DNS Resolvers"; g#1655',
    ownReference: 'Linux man pages, resolv.conf(5); g#1655',
  },
  lock: {
    loop: 'A lock that was made before patching, fcntl.flock or a lock of C code stops the whole loop: patch first, take file locks without waiting (LOCK_NB) and retry with gevent.sleep().',
    own: 'Take locks with a timeout, always in the same order, and never while waiting for something slow.',
    reference: 'gevent docs, "gevent.monkey"; Python docs, fcntl.flock',
    ownReference: 'Python docs, threading.Lock.acquire and fcntl.flock',
  },
  network: {
    loop: 'Give every outgoing call a timeout well below --timeout, and make sure the client library is patched (C clients such as grpc or pycurl are not).',
    own: 'Give every outgoing call a timeout well below --timeout.',
    reference: 'requests docs, "Timeouts"; benefits-api#1572',
  },
  grpc: {
    loop: 'grpcio waits in C and does not yield: call grpc.experimental.gevent.init_gevent() before the first channel, or make the call in a thread, and give every call a timeout well below --timeout.',
    own: 'Give every call a timeout well below --timeout (stub.Method(request, timeout=…)).',
    reference: 'gRPC docs, "Deadlines"; grpcio, grpc/experimental/gevent.py',
    ownReference: 'gRPC docs, "Deadlines"',
  },
  logging: {
    loop: 'Log through a QueueHandler so that a slow disk, pipe or syslog cannot hold requests; see that somebody reads the pipe and that the disk is not full.',
    own: 'Log through a QueueHandler so that a slow disk, pipe or syslog cannot hold requests; see that somebody reads the pipe and that the disk is not full.',
    reference: 'Python docs, "Dealing with handlers that block"',
  },
  cpu: {
    loop: 'Computing does not yield: move it to another process (a task queue, concurrent.futures.ProcessPoolExecutor), or bound it; for a runaway regular expression, fix the pattern.',
    own: 'Bound the computation or move it to a background job; for a runaway regular expression, fix the pattern.',
    reference: 'gunicorn docs, "Design", worker types; g#521',
  },
  debugger: {
    loop: 'Take breakpoint() and set_trace() out of code that serves; PYTHONBREAKPOINT=0 in the environment disables the former. While you debug: one worker, --timeout 0.',
    own: 'Take breakpoint() and set_trace() out of code that serves; PYTHONBREAKPOINT=0 in the environment disables the former. While you debug: one worker, --timeout 0.',
    reference: 'Python docs, breakpoint(); gunicorn docs, "Settings", timeout',
  },
  'client-slow': {
    loop: 'Put a buffering proxy (nginx, proxy_buffering on) between slow clients and the workers.',
    own: 'Put a buffering proxy (nginx, proxy_buffering on) between slow clients and the workers.',
    reference: 'gunicorn docs, "Deploying Gunicorn"; g#3155',
  },
  'client-silent': {
    loop: 'Nothing was asked yet: a client connected and sent nothing. Put a buffering proxy in front.',
    own: 'Nothing was asked yet: a client (a browser, a load balancer) connected and sent nothing. Put a buffering proxy in front, or use gthread or gevent workers.',
    reference: 'gunicorn docs, "Deploying Gunicorn"; g#1801, g#2797',
  },
};

const UNKNOWN: Advice = {
  loop: 'Find the call first: GEVENT_MONITOR_THREAD_ENABLE=true with GEVENT_MAX_BLOCKING_TIME=2 prints the stack of what blocks; then hand it to a thread or make it yield.',
  own: 'Find the call first (py-spy dump, or faulthandler.dump_traceback_later in a post_fork hook); then bound it or move it to a background job.',
  reference: 'gevent docs, "Configuring gevent"; Python docs, faulthandler',
  ownReference: 'Python docs, faulthandler',
};

const LOOPS = /gevent|eventlet|tornado|uvicorn|asgi/i;

/** What to change about a blocking call of this kind under this worker class; where neither is known, how to find out. */
export function remedyFor(kind: string | undefined, workerClass: string | undefined): Remedy {
  const ofItsLoop = loopsAdvice(kind, workerClass);
  if (ofItsLoop) return ofItsLoop;
  const { loop, own, reference, ownReference } = (kind === undefined ? undefined : ADVICE[kind]) ?? UNKNOWN;
  if (workerClass === undefined || LOOPS.test(workerClass)) return { text: loop, reference };
  return { text: own, reference: ownReference ?? reference };
}

/** What is to be done under one loop alone, where that is not what serves under all. */
function loopsAdvice(kind: string | undefined, workerClass: string | undefined): Remedy | undefined {
  if (runsAsyncio(workerClass)) return asyncioRemedyFor(kind);
  return runsEventlet(workerClass) ? eventletRemedyFor(kind) : undefined;
}
