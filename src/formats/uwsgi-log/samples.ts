import type { FormatSample } from '../format.ts';

const note = (message: string) => ({ kind: 'note', pid: undefined, message });
const at = (iso: string, micros = 0): number => Date.parse(`${iso}Z`) * 1_000 + micros;
const unstamped = (message: string) => ({ ...note(message), stamp: undefined });

/** uWSGI 2.0.21: only uwsgi_log_verbose sets a stamp; a harakiri. */
const HARAKIRI: FormatSample = {
  lines: [
    'spawned uWSGI master process (pid: 1415)',
    'spawned uWSGI worker 1 (pid: 1417, cores: 1)',
    '[pid: 1417|app: 0|req: 1/1] 127.0.0.1 () {24 vars in 254 bytes} [Mon Nov 23 09:18:46 2026] GET /fast => generated 3 bytes in 1700 msecs (HTTP/1.1 200) 2 headers in 64 bytes (1 switches on core 0)',
    'Mon Nov 23 09:18:50 2026 - *** HARAKIRI ON WORKER 1 (pid: 1417, try: 1) ***',
    'Mon Nov 23 09:18:50 2026 - HARAKIRI !!! worker 1 status !!!',
    'Mon Nov 23 09:18:50 2026 - HARAKIRI [core 0] 127.0.0.1 - GET /sleep?t=20 since 1795425527',
    'Mon Nov 23 09:18:50 2026 - HARAKIRI !!! end of worker 1 status !!!',
    'DAMN ! worker 1 (pid: 1417) died, killed by signal 9 :( trying respawn ...',
    'Respawned uWSGI worker 1 (new pid: 1424)',
    'fork(): Cannot allocate memory [core/master_utils.c line 766]',
  ],
  means: [
    unstamped('spawned uWSGI master process (pid: 1415)'),
    unstamped('spawned uWSGI worker 1 (pid: 1417, cores: 1)'),
    {
      kind: 'request',
      edge: 'whole',
      pid: 1417,
      stamp: { wall: at('2026-11-23T09:18:47', 700_000), offsetMin: undefined, precision: 's' },
      facts: { method: 'GET', target: '/fast', status: 200, durationUs: 1_700_000 },
    },
    {
      ...note('*** HARAKIRI ON WORKER 1 (pid: 1417, try: 1) ***'),
      stamp: { wall: at('2026-11-23T09:18:50'), offsetMin: undefined, precision: 's' },
    },
    note('HARAKIRI [core 0] 127.0.0.1 - GET /sleep?t=20 since 1795425527'),
    unstamped('DAMN ! worker 1 (pid: 1417) died, killed by signal 9 :( trying respawn ...'),
    unstamped('Respawned uWSGI worker 1 (new pid: 1424)'),
    unstamped('fork(): Cannot allocate memory [core/master_utils.c line 766]'),
  ],
};

/** `log-date`, `log-micros`, `memory-report` and `vhost`. */
const DATED: FormatSample = {
  lines: [
    'Mon Nov 23 09:18:45 2026 - *** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 09:18:45 2026] ***',
    'Mon Nov 23 09:18:49 2026 - shop.example.org {address space usage: 383909888 bytes/366MB} {rss usage: 103493632 bytes/98MB} [pid: 31|app: -1|req: -1/2] 10.0.0.7 (ann) {40 vars in 900 bytes} [Mon Nov 23 09:18:46 2026] POST /a => generated b?c => generated 0 bytes in 2500312 micros via offload() (HTTP/1.0 502) 2 headers in 64 bytes (1 switches on core 7)',
    'Mon Nov 23 09:18:50 2026 - logsize: 81, triggering rotation to app.log.1...',
  ],
  means: [
    note('*** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 09:18:45 2026] ***'),
    {
      kind: 'request',
      pid: 31,
      stamp: { wall: at('2026-11-23T09:18:49') },
      facts: { method: 'POST', target: '/a => generated b?c', status: 502, durationUs: 2_500_312 },
    },
  ],
};

/** `log-date` with a format of the user's. */
const OWN_DATE: FormatSample = {
  lines: [
    '2026-11-23 09:18:50 - DAMN ! worker 2 (pid: 99) died :( trying respawn ...',
    '[2026-11-23 09:18:51 +0100] - worker 2 killed successfully (pid: 99)',
  ],
  means: [
    {
      ...note('DAMN ! worker 2 (pid: 99) died :( trying respawn ...'),
      stamp: { wall: at('2026-11-23T09:18:50'), offsetMin: undefined, precision: 's' },
    },
    {
      ...note('worker 2 killed successfully (pid: 99)'),
      stamp: { wall: at('2026-11-23T09:18:51'), offsetMin: 60, precision: 's' },
    },
  ],
};

/** As pages quote it. */
const INDENTED: FormatSample = {
  lines: [
    '*** HARAKIRI ON WORKER 2 (pid: 99, try: 1) ***',
    ' DAMN ! worker 2 (pid: 99) died, killed by signal 9 :( trying respawn ...',
  ],
  means: [
    unstamped('*** HARAKIRI ON WORKER 2 (pid: 99, try: 1) ***'),
    unstamped('DAMN ! worker 2 (pid: 99) died, killed by signal 9 :( trying respawn ...'),
  ],
};

/** An application that cannot be loaded. */
const TRACEBACK: FormatSample = {
  lines: [
    '*** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 09:18:45 2026] ***',
    '*** Operational MODE: single process ***',
    'Traceback (most recent call last):',
    '  File "/srv/app/wsgi.py", line 1, in <module>',
    '    import nowhere',
    "ModuleNotFoundError: No module named 'nowhere'",
    "unable to load app 0 (mountpoint='') (callable not found or import error)",
    '*** no app loaded. GAME OVER ***',
  ],
  means: [
    {
      ...note('*** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 09:18:45 2026] ***'),
      stamp: { wall: at('2026-11-23T09:18:45'), offsetMin: undefined, precision: 's' },
    },
    note('*** Operational MODE: single process ***'),
    { kind: 'exception', stamp: undefined, traceback: { chain: [{ exception: 'ModuleNotFoundError' }] } },
    note('*** no app loaded. GAME OVER ***'),
  ],
};

/** One sample a way of writing it. */
export const samples: readonly FormatSample[] = [HARAKIRI, DATED, OWN_DATE, INDENTED, TRACEBACK];
