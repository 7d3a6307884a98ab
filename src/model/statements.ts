import type { Correlation } from './correlation.ts';
import type { LifecycleEvent } from './event.ts';
import type { LifecycleStep } from './lifecycle.ts';

type Told = Pick<Correlation, 'settings' | 'lifecycle'>;

/** A setting of the server as it is stated. */
export type Setting = Extract<LifecycleStep, { what: 'server-setting' }>;

/** All that is said of servers and workers: what a running server says of itself goes before what its files say, and comes last. */
export const statements = ({ settings, lifecycle }: Told): readonly LifecycleEvent[] => [
  ...settings,
  ...lifecycle.map(({ event }) => event),
];

/** What configuration files and the server's own log state of settings, in the same order. */
export const statedSettings = (told: Told): readonly Setting[] =>
  statements(told).flatMap(({ step }) => (step.what === 'server-setting' ? [step] : []));
