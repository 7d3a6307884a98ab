import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import { isStated, MICROS_PER_SECOND } from '../model/time.ts';

/** Zones are whole quarters of an hour apart: more than that says nothing of a limit where the log's zone is not known. */
const QUARTER_S = 900;
/** Limits are mostly shorter than an hour. */
const LONGEST_S = 3_600;

/**
 * Seconds that requests had taken when their workers were given up for it: uWSGI tells since when (`HARAKIRI [core 0] … since
 * 1795425527`, core/master_utils.c), in seconds of the epoch. Of a worker that held several, nothing tells which was too long.
 */
export function heldSince(lifecycle: readonly Placed<LifecycleEvent>[]): readonly number[] {
  const found: number[] = [];
  let told: number[] = [];
  for (const { at, event } of lifecycle.toReversed()) {
    const { step } = event;
    if (step.what === 'request-in-flight' && step.request.since !== undefined) told.push(step.request.since);
    if (step.what !== 'worker-timeout') continue;
    const [since] = told;
    if (since !== undefined && told.length === 1 && isStated(at))
      found.push(withinHour(at / MICROS_PER_SECOND - since));
    told = [];
  }
  return found;
}

const withinHour = (seconds: number): number =>
  seconds >= 0 && seconds <= LONGEST_S ? seconds : ((seconds % QUARTER_S) + QUARTER_S) % QUARTER_S;
