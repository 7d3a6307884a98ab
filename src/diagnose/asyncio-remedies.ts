import type { Remedy } from './remedy.ts';

const TO_THREAD =
  'await asyncio.to_thread(function, args), or a `def` endpoint, which FastAPI and Starlette run in a thread';

/** What to change about a blocking call of this kind under asyncio, whose loop runs all requests of a worker. */
const ADVICE: Readonly<Record<string, Remedy>> = {
  'file-io': {
    text: `Regular file I/O holds the loop: hand it to a thread (${TO_THREAD}), or use anyio's or aiofiles' files, which do so.`,
    reference: 'Python docs, asyncio.to_thread; anyio docs, "Asynchronous file I/O support"',
  },
  subprocess: {
    text: 'subprocess.run, os.system and os.popen hold the loop: use asyncio.create_subprocess_exec, with asyncio.timeout around its wait.',
    reference: 'Python docs, "asyncio subprocesses"',
  },
  compression: {
    text: `Compression is computing: it holds the loop for as long as it takes. Hand it to a thread (${TO_THREAD}; zlib lets go of the GIL), or compress smaller parts.`,
    reference: 'Python docs, zlib and asyncio.to_thread',
  },
  sleep: {
    text: 'time.sleep holds the loop: in coroutines use await asyncio.sleep().',
    reference: 'Python docs, asyncio.sleep',
  },
  database: {
    text: `A driver that is not asynchronous holds the loop: use asyncpg, psycopg's AsyncConnection or aiomysql, or hand the call to a thread (${TO_THREAD}); set statement_timeout and lock_timeout below --timeout.`,
    reference: 'SQLAlchemy docs, "Asynchronous I/O (asyncio)"; PostgreSQL docs, "Client Connection Defaults"',
  },
  dns: {
    text: 'Resolve names by await loop.getaddrinfo(), which asks in a thread; request timeouts of other libraries do not cover name resolution.',
    reference: 'Python docs, loop.getaddrinfo',
  },
  lock: {
    text: `threading.Lock and fcntl.flock hold the loop: use asyncio.Lock between coroutines, and take file locks in a thread (${TO_THREAD}).`,
    reference: 'Python docs, "Synchronization Primitives" of asyncio',
  },
  network: {
    text: 'requests and urllib hold the loop: use httpx.AsyncClient or aiohttp, with a timeout well below --timeout.',
    reference: 'httpx docs, "Async Support" and "Timeouts"',
  },
  grpc: {
    text: 'Use grpc.aio, and give every call a timeout well below --timeout.',
    reference: 'gRPC docs, "gRPC AsyncIO API"',
  },
  cpu: {
    text: 'Computing holds the loop: move it to another process (loop.run_in_executor with a ProcessPoolExecutor, a task queue), or bound it; for a runaway regular expression, fix the pattern.',
    reference: 'Python docs, "Executing code in thread or process pools"',
  },
};

const UNKNOWN: Remedy = {
  text: 'Find the call first: PYTHONASYNCIODEBUG=1 logs each callback that held the loop for longer than loop.slow_callback_duration (0.1 s) once it ends, and faulthandler.dump_traceback_later shows the stack of one that never does. Then await an asynchronous one instead, or hand it to a thread (await asyncio.to_thread).',
  reference: 'Python docs, "Developing with asyncio" and faulthandler',
};

/** Worker classes in which asyncio (or tornado, which runs on it) is the loop. */
const ASYNCIO = /uvicorn|asgi|aiohttp|tornado/i;

export const runsAsyncio = (workerClass: string | undefined): boolean => ASYNCIO.test(workerClass ?? '');

export const asyncioRemedyFor = (kind: string | undefined): Remedy | undefined =>
  kind === undefined ? UNKNOWN : ADVICE[kind];
