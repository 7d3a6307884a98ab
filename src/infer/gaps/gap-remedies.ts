/** How a server tells which requests it has begun. */
const STARTS: Readonly<Record<string, string>> = {
  // gunicorn/glogging.py and workers/sync.py, all versions: `self.log.debug("%s %s", req.method, req.path)`
  gunicorn:
    "run gunicorn with `--log-level debug`: it logs `[pid] [DEBUG] GET /path` at each request's start; or log each start in the application, with pid and request id",
  // Celery logs `Task name[id] received` at INFO; docs, "Workers Guide", Logging
  celery:
    'run the worker with `--loglevel INFO`: it logs each task that it receives; and set `task_track_started = True`',
};

const OWN_STARTS = 'log the start of each request in the application, with pid and request id';

/** Classes whose applications speak ASGI: gunicorn's pre_request hook, which logs starts, is not called (uvicorn/workers.py). */
const ASGI = /uvicorn|asgi|aiohttp/i;

// Starlette docs, "Middleware"
const ASGI_STARTS =
  'log the start of each request in a middleware: `@app.middleware("http")` / `async def started(request, call_next): logging.getLogger("requests").info("[%d] start %s %s %s", os.getpid(), request.headers.get("x-request-id"), request.method, request.url.path); return await call_next(request)`';

export const remedyForStarts = (kind: string, workerClass: string | null): string =>
  ASGI.test(workerClass ?? '') ? ASGI_STARTS : (STARTS[kind] ?? OWN_STARTS);

const DUMP =
  'in gunicorn.conf.py: `def post_fork(server, worker): import faulthandler; faulthandler.dump_traceback_later(server.cfg.timeout - 2, repeat=True)`';

/** What shows the stack of a blocked worker, by its class. */
const STACKS: readonly (readonly [workerClass: RegExp, remedy: string])[] = [
  // gevent docs, "Configuring gevent": monitor_thread and max_blocking_time
  [
    /gevent/i,
    'set `GEVENT_MONITOR_THREAD_ENABLE=true` and `GEVENT_MAX_BLOCKING_TIME=2` in the environment: gevent then prints the stack of what blocks',
  ],
  // eventlet docs, "eventlet.debug"
  [
    /eventlet/i,
    'call `eventlet.debug.hub_blocking_detection(True, resolution=2)` at start: eventlet then raises where the loop is blocked',
  ],
  // Python docs, "Developing with asyncio", Debug Mode
  [
    /uvicorn|asgi|aiohttp|tornado/i,
    'set `PYTHONASYNCIODEBUG=1` in the environment: asyncio then logs each callback that holds the loop for longer than 0.1 s once it ends; for one that never ends, `faulthandler.dump_traceback_later` in each worker',
  ],
  [/sync|gthread/i, DUMP],
];

/** The same for servers whose workers have no class. */
const STACKS_BY_SERVER: Readonly<Record<string, string>> = {
  'php-fpm':
    'set `request_slowlog_timeout = 5s` and `slowlog = /var/log/php-fpm.slow.log` in the pool: the stack of what is slow is logged',
  celery: 'give tasks a `task_soft_time_limit` below `task_time_limit`: it raises in the task, with a traceback',
  // uWSGI docs, "Options": harakiri-verbose, py-tracebacker
  uwsgi:
    'set `harakiri-verbose = true`, and `py-tracebacker = /tmp/tb` to read the stacks of a worker that stands still',
  unicorn: 'put Rack::Timeout into the application, below the timeout of the server: it raises where the request stood',
  puma: 'put Rack::Timeout into the application, below the timeout of the server: it raises where the request stood',
};

export const remedyForStack = (kind: string, workerClass: string | null): string =>
  STACKS_BY_SERVER[kind] ??
  STACKS.find(([pattern]) => workerClass !== null && pattern.test(workerClass))?.[1] ??
  `gevent: \`GEVENT_MONITOR_THREAD_ENABLE=true\` and \`GEVENT_MAX_BLOCKING_TIME=2\`; any other class, ${DUMP}`;

/** gunicorn docs, "Settings", access_log_format: pid, request id and seconds beside what the default has. */
const ACCESS_FORMAT = `--access-logformat '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s" %(p)s %({x-request-id}i)s %(L)s'`;

/**
 * uvicorn's worker has a format of its own, without time and pid, and hands its lines to gunicorn's access log (uvicorn/workers.py).
 * A logconfig_dict has that log written in gunicorn's own form (glogging.py CONFIG_DEFAULTS); measured with 20.1.0 and uvicorn 0.17.
 */
const UVICORN_ACCESS =
  'in gunicorn.conf.py: `accesslog = "-"` and `logconfig_dict = {"root": {"level": "INFO", "handlers": []}}`: access lines then bear time and pid like all others; `--access-logformat` does nothing under uvicorn\'s worker';

export const remedyForAccess = (workerClass: string | null): string =>
  /uvicorn/i.test(workerClass ?? '') ? UVICORN_ACCESS : ACCESS_FORMAT;

/** nginx docs, ngx_http_log_module and ngx_http_upstream_module; $request_id is there from 1.11.0 on. */
export const NGINX_FORMAT =
  'log_format upstream \'$remote_addr - [$time_iso8601] "$request" $status $request_time $upstream_addr $upstream_status $upstream_response_time $request_id\'; access_log /var/log/nginx/access.log upstream; proxy_set_header X-Request-ID $request_id;';
