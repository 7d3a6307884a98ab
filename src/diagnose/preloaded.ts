import type { Night } from './night.ts';

/** True if the application is loaded before the fork (gunicorn's preload_app), so that a worker has nothing left to load. */
export const isPreloaded = ({ settings, lifecycle }: Night): boolean =>
  [...settings, ...lifecycle.map(({ event }) => event)].some(
    ({ step }) => step.what === 'server-setting' && step.name === 'preload_app' && /^true$/i.test(step.value),
  );
