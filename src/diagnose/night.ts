import type { Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import { type Setting, statedSettings } from '../model/statements.ts';

/** What happened around one incident: all that the sources tell together, and all that is concluded of it. */
export interface Night extends Correlation {
  /** All incidents, the one under examination too, in order of time. */
  readonly incidents: readonly Conclusion[];
  /** What configuration files and the server's own log state of settings. */
  readonly stated: readonly Setting[];
}

/** The night as all rules see it: what many incidents ask for is looked up once. */
export const nightOf = (correlation: Correlation, incidents: readonly Conclusion[]): Night => ({
  ...correlation,
  incidents,
  stated: statedSettings(correlation),
});
