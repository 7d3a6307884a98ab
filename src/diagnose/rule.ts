import type { Conclusion } from '../model/conclusion.ts';
import type { Diagnosis } from '../model/report.ts';
import type { Night } from './night.ts';

/** One known condition and what tells it. Names the condition, not the check. */
export interface Rule {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  /** It would have brought the worker down whatever that was at: where it is probable, what the worker was at tells little. */
  readonly isFromOutside?: true;
  /** It tells how the worker came to be missed and not what it was at: a probable rule that tells that goes before it. */
  readonly isGeneral?: true;
  /** What it names may take several workers at the same time: a machine, a disk, a host that does not answer. */
  readonly mayTakeSeveral?: true;
  /** It also holds for a container or service that ended as a whole. */
  readonly isOfUnits?: true;
  /**
   * What the rule finds in one incident, seen in its night; `undefined`: it does not apply. Below two signs for it a rule must not
   * speak above 0.5, and without its own sign not at all: that nothing else is to blame is none.
   */
  examine(incident: Conclusion, night: Night): Finding | undefined;
}

/** A diagnosis without the rule's own name. */
export type Finding = Omit<Diagnosis, 'id' | 'title' | 'about'>;
