import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Draft } from './draft.ts';

/** Stamps of two logs are compared, each perhaps cut to the second. */
const SLACK_US = 5 * MICROS_PER_SECOND;
const NEAR_US = 2 * MICROS_PER_SECOND;

/**
 * A master that says it has stopped has waited for its workers (gunicorn arbiter.py, stop; unicorn http_server.rb, join): one that speaks on
 * for long is another master's, of which nobody tells, as while a server is upgraded. That one was gone by the next start.
 */
export function reopenThatSpokeOn(
  drafts: readonly Draft[],
  lifecycle: readonly Placed<LifecycleEvent>[],
): readonly Draft[] {
  for (const draft of drafts.filter(spokeOn)) {
    const seenAt = draft.lastSeenAt ?? 0;
    const index = lifecycle.findIndex(
      ({ at, event }) => event.step.what === 'master-started' && at >= seenAt - NEAR_US,
    );
    const next = lifecycle[index];
    delete draft.exiting;
    delete draft.retiring;
    if (next) draft.lost = { ...next, index };
  }
  return drafts;
}

const spokeOn = ({ exiting, reaped, lastSeenAt }: Draft): boolean =>
  exiting?.event.step.what === 'master-stopped' &&
  reaped === undefined &&
  lastSeenAt !== undefined &&
  lastSeenAt - exiting.at > SLACK_US;
