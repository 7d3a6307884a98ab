import type { StepName } from '../model/lifecycle.ts';

/** Words of the kernel, systemd and container managers about processes, services and containers that they ended. */
export const ENDS_PROCESSES: ReadonlySet<StepName> = new Set(['kernel-oom-kill', 'kernel-fault', 'unit-ended']);

/** Words about a machine or what runs on it: they are no server's, and tell of no worker's life. */
export const OF_MACHINES: ReadonlySet<StepName> = new Set([
  ...ENDS_PROCESSES,
  'kill-ordered',
  'machine-asleep',
  'machine-awake',
  'machine-started',
  'clock-stepped',
  'processor-missed',
]);
