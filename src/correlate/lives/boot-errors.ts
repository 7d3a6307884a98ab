/** Exit codes of a gunicorn worker that could not boot, or could not load its application (arbiter.py, 19 to 26). */
export const [WORKER_BOOT_ERROR, APP_LOAD_ERROR] = [3, 4];

/** True for the exit code of a worker that did not come up. */
export const isBootError = (code: number): boolean => code === WORKER_BOOT_ERROR || code === APP_LOAD_ERROR;
