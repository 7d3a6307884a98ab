import { gunicorn } from './gunicorn/supervisor.ts';
import { kernel } from './kernel/supervisor.ts';
import type { Supervisor } from './supervisor.ts';
import { uwsgi } from './uwsgi/supervisor.ts';

/** All process managers whose messages are understood. */
export const supervisors: readonly Supervisor[] = [gunicorn, kernel, uwsgi];
