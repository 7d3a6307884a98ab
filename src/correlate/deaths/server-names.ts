/**
 * Names under which workers run (comm, at most 15 characters); others on the machine are nobody's workers. Celery calls itself
 * `[celeryd: celery@host:ForkPoolWorker-1]` (celery/platforms.py set_process_title, with setproctitle).
 */
const SERVER = /^\[?(?:gunicorn|uwsgi|celery|uvicorn|hypercorn|unicorn|puma|ruby|php-fpm|python|node)/;

/** True if a process of this name may be a server's worker. */
export const isServer = (command: string): boolean => SERVER.test(command);

/** What else than by its server's own name workers go: by that of what runs them. */
const RUN_BY: Readonly<Record<string, RegExp>> = {
  gunicorn: /^\[?(?:gunicorn|python|uvicorn)/,
  uwsgi: /^\[?(?:uwsgi|python)/,
  celery: /^\[?(?:celery|python)/,
  uvicorn: /^\[?(?:uvicorn|python)/,
  odoo: /^\[?(?:odoo|python)/,
  'php-fpm': /^\[?php-fpm/,
  unicorn: /^\[?(?:unicorn|ruby)/,
  puma: /^\[?(?:puma|ruby)/,
};

/** True if a process of this name may be a worker of the server whose supervisor that is. */
export const isNamedAfter = (by: string | undefined, command: string): boolean =>
  (RUN_BY[by ?? ''] ?? SERVER).test(command);
