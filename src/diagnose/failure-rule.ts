import type { SortedFailure } from '../model/conclusion.ts';
import type { FailureKind } from '../model/report.ts';
import type { Night } from './night.ts';
import type { Finding } from './rule.ts';

/** A known reason why requests fail although no worker dies. */
export interface FailureRule {
  /** The folder's name. */
  readonly id: string;
  readonly title: string;
  readonly kind: FailureKind;
  /** What the failures of that kind have in common, in order of time, one or more; `undefined`: nothing tells. */
  examine(failed: readonly SortedFailure[], night: Night): Finding | undefined;
}
