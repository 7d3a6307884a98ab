import { signalNumber } from '../../lib/signals.ts';
import {
  booting,
  exiting,
  type Fields,
  type MessageRule,
  ofWorker,
  recycling,
  type StepOf,
  timeout,
  unnamed,
  signalled,
} from '../message-rules.ts';

const killed = (signalOf: (fields: Fields) => number | undefined): StepOf =>
  ofWorker((worker, fields) => {
    const signal = signalOf(fields);
    return signal ? { what: 'worker-killed', worker, signal } : undefined;
  });

/** Low seven bits of a wait status: the signal. The bit above says that a core was dumped (139 = 128 + SIGSEGV). */
const SIGNAL_BITS = 0x7f;

/** The master's own messages, and what it says of its workers; gunicorn 0.17-26.1, arbiter.py. */
export const MASTER_MESSAGES: readonly MessageRule[] = [
  // Starting gunicorn 20.1.0
  [
    /^Starting gunicorn (?<version>\S+)/,
    (fields) => ({ what: 'master-started', server: 'gunicorn', version: fields['version'] }),
  ],
  // Listening at: http://127.0.0.1:8009,unix:/run/app.sock (10804)    after HUP with another address: without the pid
  [
    /^Listening at: .*?(?: \((?<master>\d+)\))?$/,
    (fields, speaker) => ({
      what: 'master-listening',
      master: fields['master'] ? Number(fields['master']) : speaker,
    }),
  ],
  // Handling signal: hup    24.0 on also tells chld and cld, which only mean that some child ended; winch comes with each terminal's size
  [
    /^Handling signal: (?<signal>(?!chld|cld|winch)\w+)/,
    (fields) => ({ what: 'master-signalled', signal: fields['signal'] ?? '' }),
  ],
  // graceful stop of workers    of a daemon only (arbiter.py handle_winch)
  [/^graceful stop of workers$/, signalled('winch')],
  // Shutting down: Master    Shutting down: Master.2
  [/^Shutting down: Master/, () => ({ what: 'master-stopped', reason: undefined })],
  // Reason: Worker failed to boot.    Reason: App failed to load.
  [
    /^Reason: (?<reason>(?:Worker failed to boot|App failed to load).*)/,
    (fields) => ({ what: 'worker-failed-to-boot', reason: fields['reason'] ?? '' }),
  ],
  // gunicorn.errors.HaltServer: <HaltServer 'Worker failed to boot.' 3>
  [
    /^(?:gunicorn\.errors\.)?HaltServer: <HaltServer '(?<reason>Worker failed to boot|App failed to load)\.?' \d>/,
    (fields) => ({ what: 'worker-failed-to-boot', reason: fields['reason'] ?? '' }),
  ],
  // Unhandled exception in main loop    Can't connect to ('127.0.0.1', 8000)
  [
    /^(?<reason>Unhandled exception in main loop|Can't connect to .*)/,
    (fields) => ({ what: 'master-stopped', reason: fields['reason'] }),
  ],
  // WORKER TIMEOUT (pid:20431)    worker timeout (pid:20431), as some collectors write all    and not: DIRTY WORKER TIMEOUT (pid:51), which is of another pool of processes
  [/^worker timeout \(pid:(?<worker>\d+)\)/i, timeout],
  // WORKER TIMEOUT    WORKER TIMEOUT (pid:%s)    WORKER TIMEOUT (pid: [redacted])    as error trackers title it and people black it out
  [/^WORKER TIMEOUT(?: ?\([^)\d]*\))?$/, () => unnamed({ how: 'missed' })],
  // Worker was sent SIGKILL! Perhaps out of memory?    the same
  [
    /^Worker (?:\([^)\d]*\) )?was sent (?<name>(?!SIGTERM)SIG\w+)!/,
    ({ name }) => unnamed({ how: 'ended', signal: signalNumber(name ?? '') }),
  ],
  // Worker with pid 10808 was terminated due to signal 15    20.1 only
  [
    /^Worker with pid (?<worker>\d+) was terminated due to signal (?<signal>\d+)/,
    killed(({ signal }) => Number(signal)),
  ],
  // Worker (pid:11833) exited with code 1    21.0-23.0, and there a second time with a full stop, which alone is left from 24.0 on
  [
    /^Worker \(pid:(?<worker>\d+)\) exited with code (?<code>\d+)/,
    (fields) => ({ what: 'worker-exited', worker: Number(fields['worker']), code: Number(fields['code']) }),
  ],
  // Worker (pid:17886) was sent SIGKILL! Perhaps out of memory?    Worker (pid:25407) was sent SIGABRT!    21.0 on
  [/^Worker \(pid:(?<worker>\d+)\) was sent (?<name>SIG\w+)!/, killed(({ name }) => signalNumber(name ?? ''))],
  // Worker (pid:15222) was sent code 139!    21.0-23.0: the raw wait status where a core was dumped
  [
    /^Worker \(pid:(?<worker>\d+)\) was sent code (?<status>\d+)!/,
    killed(({ status }) => Number(status) & SIGNAL_BITS),
  ],
];

/** What workers say of themselves; gunicorn 0.17-26.1, workers/*.py, and the uvicorn worker. */
export const WORKER_MESSAGES: readonly MessageRule[] = [
  // Booting worker with pid: 30925
  [/^booting worker with pid: (?<worker>\d+)/i, booting],
  // Worker exiting (pid: 27120)
  [/^worker exiting \(pid: ?(?<worker>\d+)\)/i, exiting],
  // Worker graceful timeout (pid:10805)
  [
    /^Worker graceful timeout \(pid: ?(?<worker>\d+)\)/,
    ofWorker((worker) => ({ what: 'worker-graceful-timeout', worker })),
  ],
  // Closing 2 connections after timeout (asgi, 24.x)    Forcing close of 2 connections (asgi, 25.0 on)
  // Cancel 3 running task(s), timeout graceful shutdown exceeded (uvicorn worker)
  [
    /^(?:Closing \d+ connections after timeout|Forcing close of \d+ connections|Cancel \d+ running task\(s\), timeout graceful)/,
    ofWorker((worker) => ({ what: 'worker-graceful-timeout', worker })),
  ],
  // Autorestarting worker after current request.    max requests achieved (gthread, 19.0)
  // Maximum request limit of 1000 exceeded. Terminating process. (uvicorn worker)
  [/^(?:Autorestarting worker|max requests achieved|Maximum request limit of \d+ exceeded)/, recycling('max_requests')],
  // Worker reloading: /srv/app/shop/web.py modified
  [/^Worker reloading: /, recycling('reload')],
  // Parent changed, shutting down: <Worker 1717>
  [/^Parent changed, shutting down/, recycling('parent changed')],
  // Exception in worker process    (with a traceback: at boot, or in its main loop)
  [
    /^(?<reason>Exception in worker process)/,
    (fields) => ({ what: 'worker-failed-to-boot', reason: fields['reason'] ?? '' }),
  ],
  // Application startup failed. Exiting. (uvicorn worker)    ASGI lifespan startup failed: no database (asgi, 24.0 on)
  [
    /^(?<reason>Application startup failed|ASGI lifespan startup failed: .*)/,
    (fields) => ({ what: 'worker-failed-to-boot', reason: fields['reason'] ?? '' }),
  ],
];

/** Settings, as messages tell them. */
export const SETTING_MESSAGES: readonly MessageRule[] = [
  // Using worker: gevent
  [
    /^Using worker: (?<value>.+)/,
    (fields) => ({ what: 'server-setting', name: 'worker_class', value: fields['value'] ?? '' }),
  ],
  // 4 workers    debug, 19.3 on
  [/^(?<value>\d+) workers$/, (fields) => ({ what: 'server-setting', name: 'workers', value: fields['value'] ?? '' })],
  //   graceful_timeout: 30    debug: a line each under `Current configuration:` (19.0 on) or a record each (18.0 and before)
  [
    /^ {2}(?<name>[a-z]\w*): ?(?<value>.*)$/,
    (fields) => ({ what: 'server-setting', name: fields['name'] ?? '', value: fields['value'] ?? '' }),
  ],
];

/** What workers say of single requests; gunicorn 0.17-26.1, workers/*.py and glogging's pre_request hook. */
export const REQUEST_MESSAGES: readonly MessageRule[] = [
  // GET /feed    debug: path without query; the only start of a request that gunicorn can print
  [
    /^(?<method>[A-Z]+) (?<target>[/*]\S*)$/,
    (fields) => ({ what: 'request-started', method: fields['method'] ?? '', target: fields['target'] ?? '' }),
  ],
  // Closing connection.    debug: gthread's once it has answered and keeps no connection (gthread.py handle_request)
  // Closing connection. <reason, mostly empty>    async workers' at the same moment (base_async.py: handle_request raises StopIteration)
  // Ignoring EPIPE    Ignoring connection reset    Ignoring connection epipe    ... and where the client had left by then
  [
    /^Closing connection\.|^Ignoring (?:EPIPE|connection (?:reset|epipe)|socket not connected)$/,
    () => ({ what: 'request-closed' }),
  ],
  // Error handling request    19.3 and before; later: headers were sent already
  // Error handling request (no URI read)    22.0 on: nothing of the request had been read
  [/^Error handling request(?: \(no URI read\))?$/, () => ({ what: 'request-failed', target: undefined })],
  // Error handling request /sleep?t=20    19.4-25.1      Error handling request GET /sleep    25.2 on
  [
    /^Error handling request (?:[A-Z]+ )?(?<target>[^(\s]\S*)$/,
    (fields) => ({ what: 'request-failed', target: fields['target'] }),
  ],
  // Socket error processing request.    Error processing request. (18.0 and before): the connection is closed without a word
  // Error handling HTTP/2 request    Exception in ASGI application (uvicorn worker)    Error in ASGI application (asgi)
  [
    /^(?:Socket error|Error) processing request\.|^Error handling HTTP\/2 request|^(?:Exception|Error) in ASGI application/,
    () => ({ what: 'request-failed', target: undefined }),
  ],
];
