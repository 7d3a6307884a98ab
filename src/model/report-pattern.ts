/** What several incidents have in common, whenever they were. */
export interface Pattern {
  readonly title: string;
  readonly incidents: readonly string[];
  readonly evidence: readonly string[];
}
