import type { Night } from './night.ts';
import { isStated } from './stated.ts';

/** True if the application is loaded before the fork (gunicorn's preload_app), so that a worker has nothing left to load. */
export const isPreloaded = (night: Night): boolean => isStated(night, 'preload_app', /^true$/i);
