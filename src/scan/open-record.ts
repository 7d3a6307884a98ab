import type { SourceReader } from './readers.ts';
import type { Said } from './with-noted.ts';

/** In place of where a supervisor's words begin, in a record in which none speaks. */
export const NOT_SPOKEN = -1;

/** The record being read: whose it is, where it began and, if a supervisor speaks in it, where its words begin. */
export interface OpenRecord {
  readonly reader: SourceReader | undefined;
  readonly spokenAt: number;
  readonly from: number;
  readonly line: number;
}

/** A record that may be read in full: where it ends and, where its own lines may not say it, when and by whom it was said. */
export interface KeptRecord {
  readonly record: OpenRecord;
  readonly lastLine: number;
  readonly from: number;
  readonly to: number;
  readonly said: Said;
}
