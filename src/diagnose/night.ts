import { groupedBy } from '../lib/grouped.ts';
import { lasting } from '../lib/lasting.ts';
import { isBeside } from '../model/beside.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import { type Setting, statedSettings } from '../model/statements.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';

/** A master looks after all of its workers in one round; stamps are cut off at the second. */
const ONE_ROUND_US = 3 * MICROS_PER_SECOND;

/** What happened around one incident: all that the sources tell together, and all that is concluded of it. */
export interface Night extends Correlation {
  /** All incidents, the one under examination too, in order of time. */
  readonly incidents: readonly Conclusion[];
  /** Other workers of the same machine that were missed in the same round: what they share is likelier the cause than what each was at. */
  readonly missedWith: (incident: Conclusion) => readonly Conclusion[];
  /** The words of `lifecycle` that tell of one kind of step: what a rule looks for is rare, and what servers say of thousands of ends is not. */
  readonly wordsOf: (what: LifecycleStep['what']) => readonly Placed<LifecycleEvent>[];
  /** What configuration files and the server's own log state of settings. */
  readonly stated: readonly Setting[];
}

/** The night as all rules see it: what many incidents ask for is looked up once. */
export function nightOf(correlation: Correlation, incidents: readonly Conclusion[]): Night {
  const words = groupedBy(correlation.lifecycle, ({ event: { step } }) => step.what);
  return {
    ...correlation,
    incidents,
    missedWith: missedTogether(incidents),
    wordsOf: (what) => words.get(what) ?? [],
    stated: statedSettings(correlation),
  };
}

function missedTogether(incidents: readonly Conclusion[]): Night['missedWith'] {
  const missedIn = lasting(incidents, ({ death: { timeoutAt: at } }) =>
    at === undefined ? undefined : { from: at, to: at },
  );
  return (incident) => {
    const { timeoutAt } = incident.death;
    if (timeoutAt === undefined) return [];
    return missedIn(timeoutAt - ONE_ROUND_US, timeoutAt + ONE_ROUND_US).filter(
      (other) => other !== incident && isBeside(incident.worker, other.worker),
    );
  };
}
