/** Names under which uWSGI knows a number (uWSGI 2.0, core/uwsgi.c), by the one that is reported. */
export const UWSGI_NUMBERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    harakiri: 'harakiri',
    processes: 'processes',
    workers: 'processes',
    threads: 'threads',
    'max-requests': 'max-requests',
    'reload-mercy': 'reload-mercy',
    'worker-reload-mercy': 'worker-reload-mercy',
    'http-timeout': 'http-timeout',
    'socket-timeout': 'socket-timeout',
  }),
);
