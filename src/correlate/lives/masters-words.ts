import type { LifecycleStep } from '../../model/lifecycle.ts';

/** True if only a master says so: of others only masters speak. */
export const isMasters = (step: LifecycleStep, pid: number | undefined): boolean =>
  SPOKEN_BY_MASTERS.has(step.what) || ('worker' in step && step.worker !== pid);

const SPOKEN_BY_MASTERS: ReadonlySet<LifecycleStep['what']> = new Set([
  'master-started',
  'master-listening',
  'master-signalled',
  'server-setting',
  'worker-timeout',
  'worker-killed',
  'worker-exited',
  'worker-died',
  'unnamed-end',
]);
