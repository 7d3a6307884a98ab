import type { SortedFailure } from '../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Night } from './night.ts';
import type { Finding } from './rule.ts';

/** A server that restarts is away for some seconds. */
const AROUND_US = 30 * MICROS_PER_SECOND;

/** True if workers could not boot around the first of some failures: a master then stops, with all that it has (gunicorn arbiter.py, halt). */
export const failedToBoot = ([first]: readonly SortedFailure[], { incidents }: Night): boolean =>
  first !== undefined &&
  incidents.some(({ cause, death }) => cause === 'boot-failure' && Math.abs(death.goneAt - first.at) <= AROUND_US);

/** What to do about failures that follow from such boots. */
export const BOOT_FIRST: Pick<Finding, 'remedy' | 'reference'> = {
  remedy:
    'New workers could not boot, and their master stopped with all that it had: look there first. Load new code once, in a process that serves nobody, before a server is reloaded or restarted with it.',
  reference: 'gunicorn docs, "Settings", check_config; gunicorn arbiter.py, reap_workers and halt',
};
