/** A table for people: named columns and rows of plain SQLite values. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Integers beyond 2^53 come as bigint. */
export type Cell = string | number | bigint | Buffer | null;
