import type { Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';

/** What happened around one incident: all that the sources tell together, and all that is concluded of it. */
export interface Night extends Correlation {
  /** All incidents, the one under examination too, in order of time. */
  readonly incidents: readonly Conclusion[];
}
