import type { ServerFacts } from './report.ts';

/** Servers whose workers take one request (or task) at a time, whatever is configured. */
const ONE_AT_A_TIME: ReadonlySet<string> = new Set(['celery', 'php-fpm', 'unicorn']);

/**
 * Worker classes that begin a request only after the one before it: gunicorn's sync worker (workers/sync.py), and uWSGI's modes without
 * threads and without async cores (core/uwsgi.c, "Operational MODE").
 */
const SINGLE_CLASSES: Readonly<Record<string, ReadonlySet<string>>> = {
  gunicorn: new Set(['sync']),
  uwsgi: new Set(['preforking', 'single process']),
};

type Server = Pick<ServerFacts, 'kind' | 'workerClass'>;

/** Servers that end a worker because its request (or task) took too long, not because it did not beat. */
const LIMITS_REQUESTS: ReadonlySet<string> = new Set(['celery', 'php-fpm', 'uwsgi']);

export const limitsRequests = ({ kind }: Pick<Server, 'kind'>): boolean => LIMITS_REQUESTS.has(kind);

export const isOneAtATime = ({ kind }: Pick<Server, 'kind'>): boolean => ONE_AT_A_TIME.has(kind);

/** True where a worker is known to begin a request only after the one before it. */
export const takesOneAtATime = (server: Server): boolean =>
  isOneAtATime(server) ||
  (server.workerClass !== null && SINGLE_CLASSES[server.kind]?.has(server.workerClass.toLowerCase()) === true);

/** What gunicorn calls its worker of threads: `Using worker: gthread`; up to 20.1.0 `threads`, of a sync worker that has several (config.py, worker_class_str). */
export const isPooled = (workerClass: string): boolean => /^(?:gthread|threads)$/i.test(workerClass);

/** True of a worker that accepts connections before one of its threads is free for them (gunicorn workers/gthread.py, run). */
export const acceptsAhead = ({ kind, workerClass }: Server): boolean =>
  kind === 'gunicorn' && workerClass !== null && isPooled(workerClass);
