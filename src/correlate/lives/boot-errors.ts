import type { LifecycleEvent } from '../../model/event.ts';

/** Exit codes of a gunicorn worker that could not boot, or could not load its application (arbiter.py, 19 to 26). */
export const [WORKER_BOOT_ERROR, APP_LOAD_ERROR] = [3, 4];
/** The same of a worker of uWSGI (uwsgi.h, UWSGI_FAILED_APP_CODE). */
const UWSGI_FAILED_APP = 22;

/** True for the exit code of a worker that did not come up. */
export const isBootError = (code: number): boolean => code === WORKER_BOOT_ERROR || code === APP_LOAD_ERROR;

/** True if the line tells of a worker that ended because it did not come up. */
export const isFailedBoot = ({ by, step }: Pick<LifecycleEvent, 'by' | 'step'>): boolean =>
  step.what === 'worker-exited' && (by === 'uwsgi' ? step.code === UWSGI_FAILED_APP : isBootError(step.code));
