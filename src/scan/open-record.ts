import type { SourceReader } from './readers.ts';
import { NOTHING_SAID, type Said } from './with-noted.ts';

/** In place of where a supervisor's words begin, in a record in which none speaks. */
export const NOT_SPOKEN = -1;

/**
 * The record being read: whose it is, if a supervisor speaks in it where its words begin, and its bytes and lines so far. One object
 * a scan, overwritten by each record.
 */
export interface OpenRecord {
  reader: SourceReader | undefined;
  spokenAt: number;
  from: number;
  to: number;
  line: number;
  lastLine: number;
}

/** A fresh scratch record. */
export const newOpenRecord = (): OpenRecord => ({
  reader: undefined,
  spokenAt: NOT_SPOKEN,
  from: 0,
  to: 0,
  line: 0,
  lastLine: 0,
});

/** A record that may be read in full: a copy, with when and by whom it was said where its own lines may not say it. */
export interface KeptRecord extends OpenRecord {
  said: Said;
}

/** Room for a copy: all of one shape, as they are written to millions of times. Objects that are spread together are of several to V8. */
export const newKeptRecord = (): KeptRecord => ({
  reader: undefined,
  spokenAt: NOT_SPOKEN,
  from: 0,
  to: 0,
  line: 0,
  lastLine: 0,
  said: NOTHING_SAID,
});

/** Overwrites a copy. Allocates nothing. */
export function setKeptRecord(kept: KeptRecord, record: Readonly<OpenRecord>, said: Said): void {
  kept.reader = record.reader;
  kept.spokenAt = record.spokenAt;
  kept.from = record.from;
  kept.to = record.to;
  kept.line = record.line;
  kept.lastLine = record.lastLine;
  kept.said = said;
}

/** A copy of its own. */
export function keptRecord(record: Readonly<OpenRecord>, said: Said): KeptRecord {
  const kept = newKeptRecord();
  setKeptRecord(kept, record, said);
  return kept;
}
