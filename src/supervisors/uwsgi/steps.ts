import type { InFlight } from '../../model/lifecycle.ts';
import {
  booting,
  exiting,
  type Fields,
  type MessageRule,
  recycling,
  signalled,
  timeout,
  unnamed,
} from '../message-rules.ts';

const told = (text: string | undefined): string | undefined => (text === '' || text === '-' ? undefined : text);

const inFlight = ({ method, target, since }: Fields): InFlight => ({
  id: undefined,
  method: told(method),
  target: told(target),
  since: since === undefined ? undefined : Number(since),
});

const SIGSEGV = 11;
/** uWSGI does not tell with which code a worker has exited, only that it did so unasked. */
const SOME_FAILURE = 1;
/** What a worker ends with that could not load its application (uwsgi.h, UWSGI_FAILED_APP_CODE). */
const FAILED_APP_CODE = 22;

/** What the master says of itself; uWSGI 1.0 to 2.0.30, core/uwsgi.c and core/master_utils.c. */
export const MASTER_MESSAGES: readonly MessageRule[] = [
  // *** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 09:18:45 2026] ***    2.0.19.1-debian
  [/^\*\*\* Starting uWSGI (?<version>\S+)/, ({ version }) => ({ what: 'master-started', server: 'uwsgi', version })],
  // *** Operational MODE: preforking ***    preforking+threaded, threaded, preforking+async (gevent too), async, single process
  [
    /^\*\*\* Operational MODE: (?<value>.+) \*\*\*$/,
    ({ value }) => ({ what: 'server-setting', name: 'worker_class', value: value ?? '' }),
  ],
  // spawned uWSGI master process (pid: 1415)
  [
    /^spawned uWSGI master process \(pid: (?<master>\d+)\)/,
    ({ master }) => ({ what: 'master-listening', master: Number(master) }),
  ],
  // SIGINT/SIGTERM received...killing workers...    SIGINT/SIGQUIT received...killing workers... (2.0.18 and before)
  [/^SIG(?:INT|QUIT|TERM)(?:\/SIG\w+)? received\.\.\.killing workers/, signalled('term')],
  // ...brutally killing workers...    SIGTERM without die-on-term: the stack is loaded anew
  [/^\.\.\.brutally killing workers/, signalled('term')],
  // ...gracefully killing workers...    SIGHUP, touch-reload
  [/^\.\.\.gracefully killing workers/, signalled('hup')],
  // goodbye to uWSGI.
  [/^goodbye to uWSGI/, () => ({ what: 'master-stopped', reason: undefined })],
  // *** no app loaded. GAME OVER ***    need-app; without it workers serve errors
  [
    /^\*\*\* (?<reason>no app loaded)\. GAME OVER/,
    ({ reason }) => ({ what: 'worker-failed-to-boot', reason: reason ?? '' }),
  ],
];

/** How workers come and go; uWSGI 1.0 to 2.0.30, core/master.c, master_utils.c, master_checks.c, uwsgi.c. */
export const WORKER_MESSAGES: readonly MessageRule[] = [
  // spawned uWSGI worker 1 (pid: 1417, cores: 1)    spawned uWSGI worker 1 (and the only) (pid: 1417, cores: 1)
  [/^spawned uWSGI worker (?<slot>\d+) (?:\(and the only\) )?\(pid: (?<worker>\d+)/, booting],
  // Respawned uWSGI worker 1 (new pid: 1424)
  [/^Respawned uWSGI worker (?<slot>\d+) \(new pid: (?<worker>\d+)\)/, booting],
  // *** HARAKIRI ON WORKER 1 (pid: 1417, try: 1) ***    … try: 1, graceful: yes) *** (2.0.22 on)
  // F*CK !!! i must kill myself (pid: 1417 app_id: 0)...    without a master
  [/^(?:\*\*\* HARAKIRI ON WORKER (?<slot>\d+)|F\*CK !!! i must kill myself) \(pid: (?<worker>\d+)/, timeout],
  // DAMN ! worker 1 (pid: 1417) died, killed by signal 9 :( trying respawn ...
  // DAMN ! worker 1 (pid: 1417) MISTERIOUSLY killed by signal 9 :( trying respawn ...
  [
    /^DAMN ! worker (?<slot>\d+) \(pid: (?<worker>\d+)\) (?:died,|M[IY]STERIOUSLY) killed by signal (?<signal>\d+)/,
    ({ worker, signal }) => ({ what: 'worker-killed', worker: Number(worker), signal: Number(signal) }),
  ],
  // DAMN ! worker 1 (pid: 1417) died :( trying respawn ...
  [
    /^DAMN ! worker (?<slot>\d+) \(pid: (?<worker>\d+)\) died :\(/,
    ({ worker }) => ({ what: 'worker-exited', worker: Number(worker), code: SOME_FAILURE }),
  ],
  // OOPS ! failed loading app in worker 1 (pid 1417) :( trying again...    need-app with lazy-apps
  [
    /^OOPS ! failed loading app in worker (?<slot>\d+) \(pid:? (?<worker>\d+)\)/,
    ({ worker }) => ({ what: 'worker-exited', worker: Number(worker), code: FAILED_APP_CODE }),
  ],
  // DAMN ! worker 3 died, killed by signal 9 :( trying respawn ...
  [
    /^DAMN ! (?<name>worker \d+) (?:died,|M[IY]STERIOUSLY) killed by signal (?<signal>\d+)/,
    ({ name, signal }) => unnamed({ how: 'ended', name, signal: Number(signal) }),
  ],
  // DAMN ! worker 3 died :( trying respawn ...
  [/^DAMN ! (?<name>worker \d+) died :\(/, ({ name }) => unnamed({ how: 'ended', name, code: SOME_FAILURE })],
  // *** HARAKIRI ON WORKER 3 ***
  [
    /^\*\*\* HARAKIRI ON (?<name>WORKER \d+) (?!\(pid)/,
    ({ name }) => unnamed({ how: 'missed', name: name?.toLowerCase() }),
  ],
  // !!! uWSGI process 1417 got Segmentation Fault !!!
  [
    /^!!! uWSGI process (?<worker>\d+) got Segmentation Fault/,
    ({ worker }) => ({ what: 'worker-killed', worker: Number(worker), signal: SIGSEGV }),
  ],
  // worker 1 killed successfully (pid: 1417)
  [/^worker \d+ killed successfully \(pid: (?<worker>\d+)\)/, exiting],
  // worker 1 (pid: 1417) is taking too much time to die...NO MERCY !!!
  [
    /^worker \d+ \(pid: (?<worker>\d+)\) is taking too much time to die/,
    ({ worker }) => ({ what: 'worker-graceful-timeout', worker: Number(worker) }),
  ],
  // Gracefully killing worker 1 (pid: 1417)...    Brutally killing worker 1 (pid: 1417)... (gevent and the like)
  [/^(?:Gracefully|Brutally) killing worker \d+ \(pid: (?<worker>\d+)\)/, recycling('reload')],
  // ...The work of process 1417 is done. Seeya!    max-requests, max-worker-lifetime, reload-on-rss, or a stop
  // ...The work of process 1417 is done (max requests reached (1000 >= 1000)). Seeya!
  [
    /^\.\.\.The work of process (?<worker>\d+) is done(?: \((?<why>[^(]*[^( ]))?/,
    ({ worker, why }) => ({ what: 'worker-recycling', worker: Number(worker), why: why ?? 'its work was done' }),
  ],
  // *** EVIL RELOAD ON WORKER 1 RSS: 268435456 (pid: 1417) ***    … ADDRESS SPACE: 536870912 (pid: 1417) ***
  [/^\*\*\* EVIL RELOAD ON WORKER \d+ .{0,40}?\(pid: (?<worker>\d+)\)/, recycling('evil reload')],
  // ... monitored exception detected, respawning worker 1 (pid: 1417)...
  [
    /^\.\.\. monitored exception detected, respawning worker \d+ \(pid: (?<worker>\d+)\)/,
    recycling('monitored exception'),
  ],
];

/** What is told of the requests that a worker was in when harakiri struck; uWSGI 1.0 to 2.0.30, core/master_utils.c. */
export const REQUEST_MESSAGES: readonly MessageRule[] = [
  // HARAKIRI [core 0] 127.0.0.1 - GET /sleep?t=20 since 1795425527
  [
    /^HARAKIRI \[core \d+\] \S* - (?<method>\S*) (?<target>.*) since (?<since>\d+)/,
    (fields) => ({ what: 'request-in-flight', pid: undefined, request: inFlight(fields) }),
  ],
  // HARAKIRI: --- uWSGI worker 1 core 0 (pid: 1417) WAS managing request /sleep?t=20 since Mon Nov 23 09:18:47 2026 ---
  [
    /^HARAKIRI: -+ uWSGI worker \d+ (?:core \d+ )?\(pid: (?<pid>\d+)\) WAS managing request (?<target>.*) since /,
    ({ pid, target }) => ({ what: 'request-in-flight', pid: Number(pid), request: inFlight({ target }) }),
  ],
];
