import type { StepName } from '../model/lifecycle.ts';

/** Words of the kernel, systemd and container managers about processes, services and containers that they ended. */
export const ENDS_PROCESSES: ReadonlySet<StepName> = new Set(['kernel-oom-kill', 'kernel-fault', 'unit-ended']);

/** Words about what befalls a machine, or of those who order it. */
export const BEFALLS_MACHINES: ReadonlySet<StepName> = new Set<StepName>([
  'unit-started',
  'kill-ordered',
  'machine-asleep',
  'machine-awake',
  'machine-started',
  'clock-stepped',
  'processor-missed',
]);

/** None of these is a server's word, or tells of a worker's life. */
export const OF_MACHINES: ReadonlySet<StepName> = new Set<StepName>([
  ...ENDS_PROCESSES,
  ...BEFALLS_MACHINES,
  'database-waited',
]);
