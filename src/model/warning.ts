/** Trouble in the data, told and counted, never thrown. */
export interface Warning {
  /** Path of the source, or what was given on the command line. */
  readonly path: string;
  /** 1-based; absent where the whole source is meant. */
  readonly line: number | undefined;
  /** One clause a person can act on: `is a binary file`, `ends in the middle of a gzip member`. */
  readonly cause: string;
}
