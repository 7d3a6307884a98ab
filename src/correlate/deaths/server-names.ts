/**
 * Names under which workers run (comm, at most 15 characters); others on the machine are nobody's workers. Celery calls itself
 * `[celeryd: celery@host:ForkPoolWorker-1]` (celery/platforms.py set_process_title, with setproctitle).
 */
const SERVER = /^\[?(?:gunicorn|uwsgi|celery|uvicorn|hypercorn|unicorn|puma|ruby|php-fpm|python|node)/;

/** True if a process of this name may be a server's worker. */
export const isServer = (command: string): boolean => SERVER.test(command);
