import type { FailureRule } from './failure-rule.ts';
import type { Rule } from './rule.ts';

/** Causes and misreadings of deaths apart: however sure it is what a death was not, that does not say what it was. */
export interface Rules {
  readonly causes: readonly Rule[];
  readonly misreadings: readonly Rule[];
  /** Of requests that failed with no death. */
  readonly failures: readonly FailureRule[];
}
