/** Rails logs `Started GET "/path"` by itself, without a pid; Rails guides, "Configuring Rails Applications": config.log_tags. */
const RAILS_STARTS =
  'in Rails, `config.log_tags = [:request_id, ->(_request) { "pid=#{Process.pid}" }]` with `config.log_level = :info`: each `Started GET "/path"` then tells its worker; without Rails, log the start of each request, with pid and request id';

/** How a server tells which requests it has begun. */
const STARTS: Readonly<Record<string, string>> = {
  // gunicorn/glogging.py and workers/sync.py, all versions: `self.log.debug("%s %s", req.method, req.path)`
  gunicorn:
    "run gunicorn with `--log-level debug`: it logs `[pid] [DEBUG] GET /path` at each request's start; or log each start in the application, with pid and request id",
  // Celery logs `Task name[id] received` at INFO; docs, "Workers Guide", Logging
  unicorn: RAILS_STARTS,
  puma: RAILS_STARTS,
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
  ASGI.test(workerClass ?? '') || kind === 'uvicorn' ? ASGI_STARTS : (STARTS[kind] ?? OWN_STARTS);

/**
 * gunicorn calls the hook after it has set its own handlers, so that the dump comes first and the handler after it, also where code in C
 * does not let Python's handlers run (workers/base.py, init_process; measured with 20.1.0: sync, gevent and uvicorn's worker).
 */
const DUMP =
  "in gunicorn.conf.py: `def post_worker_init(worker): import faulthandler; faulthandler.enable()`: at the abort the stacks of all threads go to stderr (gunicorn's error log, unless `--error-logfile` names a file)";

/**
 * Before the application is loaded the hook for the abort is not there yet, and gunicorn sets its own handler after post_fork (workers/base.py,
 * init_process): a watchdog of Python's shows where a worker stands that comes up for too long (Python docs, faulthandler; measured with 20.1.0).
 */
export const BOOT_STACK =
  'in gunicorn.conf.py: `def post_fork(server, worker): import faulthandler; faulthandler.dump_traceback_later(max(1, server.cfg.timeout - 1))` and `def post_worker_init(worker): import faulthandler; faulthandler.cancel_dump_traceback_later()`: the stacks go to stderr one second before the worker is given up';

/** What shows the stack of a blocked worker, by its class. */
const STACKS: readonly (readonly [workerClass: RegExp, remedy: string])[] = [
  // gevent docs, "Configuring gevent": monitor_thread and max_blocking_time
  [
    /gevent/i,
    `set \`GEVENT_MONITOR_THREAD_ENABLE=true\` and \`GEVENT_MAX_BLOCKING_TIME=2\` in the environment: gevent then prints the stack of what blocks; or ${DUMP}`,
  ],
  // eventlet docs, "eventlet.debug"
  [
    /eventlet/i,
    `call \`eventlet.debug.hub_blocking_detection(True, resolution=2)\` at start: eventlet then raises where the loop is blocked; or ${DUMP}`,
  ],
  // Python docs, "Developing with asyncio", Debug Mode
  [
    /uvicorn|asgi|aiohttp|tornado/i,
    `${DUMP}; \`PYTHONASYNCIODEBUG=1\` in the environment has asyncio log each callback that held the loop for longer than 0.1 s, once it has ended`,
  ],
];

/** The same for servers whose workers have no class. */
const STACKS_BY_SERVER: Readonly<Record<string, string>> = {
  'php-fpm':
    'set `request_slowlog_timeout = 5s` and `slowlog = /var/log/php-fpm.slow.log` in the pool: the stack of what is slow is logged',
  celery: 'give tasks a `task_soft_time_limit` below `task_time_limit`: it raises in the task, with a traceback',
  // uWSGI docs, "Options": harakiri-verbose, py-tracebacker
  uwsgi:
    "set `harakiri-verbose = true` (the kernel's view of the worker), and `py-tracebacker = /tmp/tb.`: `uwsgi --connect-and-read /tmp/tb.1` then prints the stack of worker 1 while it stands still",
  // uvicorn/supervisors/multiprocess.py: a child that does not answer for 5 s is killed by SIGKILL
  uvicorn:
    'start it with `python -X dev -m uvicorn …` or `PYTHONASYNCIODEBUG=1`: asyncio then logs each callback that held the loop, once it has ended; `faulthandler.dump_traceback_later(4, repeat=True)` shows one that never does',
  unicorn: 'put Rack::Timeout into the application, below the timeout of the server: it raises where the request stood',
  puma: 'put Rack::Timeout into the application, below the timeout of the server: it raises where the request stood',
};

export const remedyForStack = (kind: string, workerClass: string | null): string =>
  STACKS_BY_SERVER[kind] ?? STACKS.find(([pattern]) => workerClass !== null && pattern.test(workerClass))?.[1] ?? DUMP;

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

/** Where each server takes its timeout from, by what it is called there. */
const TIMEOUTS: Readonly<Record<string, string>> = {
  gunicorn:
    'add `gunicorn.conf.py`, or the output of `gunicorn --print-config …` as print-config.txt; `--log-level debug` logs it at each start',
  unicorn: 'add `unicorn.rb` to the logs (`timeout 60` is the default)',
  puma: 'add `puma.rb` to the logs (`worker_timeout 60` is the default)',
  odoo: 'add `odoo.conf` to the logs (`limit_time_real = 120` is the default)',
};

export const remedyForTimeout = (kind: string): string =>
  TIMEOUTS[kind] ?? `add the configuration of ${kind} to the logs`;

/** What puts a time before the lines of servers that write none; `undefined` for those that always do. */
const TIMES: Readonly<Record<string, string>> = {
  // puma docs, "DSL": log_formatter
  puma: 'in puma.rb: `log_formatter { |line| "#{Time.now.utc.strftime("%FT%T.%3NZ")} #{line}" }`',
  // uWSGI docs, "Options": log-date
  uwsgi: 'in uwsgi.ini: `log-date = true`',
  // uvicorn docs, "Settings", Logging: --log-config takes a dictConfig in YAML or JSON
  uvicorn:
    'start uvicorn with `--log-config log.yaml`, in which the formatter of `uvicorn.error` has `format: "%(asctime)s [%(process)d] %(levelname)s %(message)s"`',
};

export const remedyForTimes = (kind: string): string | undefined => TIMES[kind];
