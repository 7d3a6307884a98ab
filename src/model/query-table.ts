import type { Cell } from './table.ts';

interface Described {
  readonly name: string;
  readonly about: string;
}

/** A table of SQL whose rows are made when they are asked for; what its parameters are given narrows them. */
export interface QueryTable extends Described {
  readonly columns: readonly Described[];
  readonly parameters: readonly Described[];
  /** `given`: a value a parameter, in order; one that was left out is null or undefined. */
  readonly rows: (given: readonly unknown[]) => Iterable<readonly Cell[]>;
}
