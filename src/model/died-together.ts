/** A cause that would have taken all, or most, of the workers that died together. */
export interface SharedCause {
  /** Id of the rule that finds it in each of them. */
  readonly id: string;
  readonly title: string;
  readonly confidence: number;
  readonly for: readonly string[];
  readonly against: readonly string[];
  readonly remedy: string;
}

/** Workers that died at about the same time, and whether one cause took them. */
export interface DiedTogether {
  readonly incidents: readonly string[];
  /** The likeliest first; empty: nothing in the logs shows one. */
  readonly causes: readonly SharedCause[];
  /** What is true of each of them. */
  readonly shared: readonly string[];
  /** What speaks against one cause for all. */
  readonly apart: readonly string[];
}
