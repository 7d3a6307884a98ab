import type { ConfiguredServer } from '../configuration.ts';

/** An option of a program: the setting it states, and what its value looks like. */
export interface Option {
  readonly name: string;
  readonly value: 'number' | 'word' | 'format' | 'none';
}

/** What a program on a command line is, and its options by flag, as its own help spells them. */
export interface Program {
  readonly server: ConfiguredServer;
  readonly options: ReadonlyMap<string, Option>;
}

const number = (name: string): Option => ({ name, value: 'number' });
const word = (name: string): Option => ({ name, value: 'word' });

const GUNICORN: Program = {
  server: 'gunicorn',
  options: new Map(
    Object.entries({
      '-t': number('timeout'),
      '--timeout': number('timeout'),
      '--graceful-timeout': number('graceful_timeout'),
      '-w': number('workers'),
      '--workers': number('workers'),
      '-k': word('worker_class'),
      '--worker-class': word('worker_class'),
      '--threads': number('threads'),
      '--worker-connections': number('worker_connections'),
      '--worker-tmp-dir': word('worker_tmp_dir'),
      '--keep-alive': number('keepalive'),
      '--max-requests': number('max_requests'),
      '--max-requests-jitter': number('max_requests_jitter'),
      '--access-logformat': { name: 'access_log_format', value: 'format' },
      '--preload': { name: 'preload_app', value: 'none' },
    }),
  ),
};

const UVICORN: Program = {
  server: 'uvicorn',
  options: new Map(
    Object.entries({
      '--workers': number('workers'),
      '--timeout-keep-alive': number('timeout_keep_alive'),
      '--timeout-graceful-shutdown': number('timeout_graceful_shutdown'),
      '--timeout-worker-healthcheck': number('timeout_worker_healthcheck'),
      '--limit-max-requests': number('limit_max_requests'),
      '--limit-concurrency': number('limit_concurrency'),
    }),
  ),
};

const UWSGI: Program = {
  server: 'uwsgi',
  options: new Map(
    Object.entries({
      '-t': number('harakiri'),
      '--harakiri': number('harakiri'),
      '-p': number('processes'),
      '--processes': number('processes'),
      '--workers': number('processes'),
      '--threads': number('threads'),
      '--max-requests': number('max-requests'),
      '--reload-mercy': number('reload-mercy'),
      '--worker-reload-mercy': number('worker-reload-mercy'),
      '--http-timeout': number('http-timeout'),
      '--socket-timeout': number('socket-timeout'),
      '--log-format': { name: 'log-format', value: 'format' },
      '--logformat': { name: 'log-format', value: 'format' },
    }),
  ),
};

const CELERY: Program = {
  server: 'celery',
  options: new Map(
    Object.entries({
      '-c': number('concurrency'),
      '--concurrency': number('concurrency'),
      '--time-limit': number('task_time_limit'),
      '--soft-time-limit': number('task_soft_time_limit'),
      '-P': word('pool'),
      '--pool': word('pool'),
      '--max-tasks-per-child': number('max_tasks_per_child'),
      '--maxtasksperchild': number('max_tasks_per_child'),
    }),
  ),
};

/** Programs by their name, without path and version. */
const PROGRAMS: ReadonlyMap<string, Program> = new Map(
  Object.entries({
    gunicorn: GUNICORN,
    uvicorn: UVICORN,
    uwsgi: UWSGI,
    celery: CELERY,
  }),
);

/** What gunicorn reads from this variable are options of its command line. */
export const ARGUMENTS_VARIABLE = { name: 'GUNICORN_CMD_ARGS', program: GUNICORN } as const;

// gunicorn · /srv/env/bin/gunicorn3 · gunicorn.app.wsgiapp · uwsgi_python39 · CMD=celery
const NAME = /(?:^|[/=])(gunicorn|uvicorn|uwsgi|celery)(?:\d[\d.]*|-\d[\d.]*|_\w+|\.app\.wsgiapp)?$/;

/** The program that a word starts, if it is one of them. */
export const programOf = (text: string): Program | undefined => PROGRAMS.get(NAME.exec(text)?.[1] ?? '');

/** Whether a text speaks of any of them, so that it is worth a closer look. */
export const speaksOfProgram = (text: string): boolean =>
  /gunicorn|uvicorn|uwsgi|celery|GUNICORN_CMD|UWSGI_/.test(text);
