import type { Night } from './night.ts';

/** True if a configuration file or the server's own log states a setting so. */
export const isStated = ({ settings, lifecycle }: Night, name: string, value: RegExp): boolean =>
  [...settings, ...lifecycle.map(({ event }) => event)].some(
    ({ step }) => step.what === 'server-setting' && step.name === name && value.test(step.value),
  );
