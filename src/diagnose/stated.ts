import type { Night } from './night.ts';

/** True if a configuration file or the server's own log states a setting so. */
export const isStated = ({ stated }: Night, name: string, value: RegExp): boolean =>
  stated.some((setting) => setting.name === name && value.test(setting.value));
