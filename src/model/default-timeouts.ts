/**
 * Seconds for which each kind of server waits for a worker where nobody sets it: gunicorn's `--timeout` (docs/source/settings.rst, all
 * versions), unicorn's `timeout`, puma's `worker_timeout`, Odoo's `limit_time_real`. The others have none.
 */
export const DEFAULT_TIMEOUT_S: Readonly<Record<string, number>> = { gunicorn: 30, unicorn: 60, puma: 60, odoo: 120 };
