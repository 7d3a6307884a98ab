import type { Head } from '../formats/format.ts';
import type { Stretch } from './telling-lines.ts';

/** A piece of a source that holds whole records, and where it stands. */
export interface Block {
  readonly source: number;
  /** Offset of its first byte in the uncompressed source. */
  readonly byteOffset: number;
  /** 1-based number of its first line. */
  readonly lineFrom: number;
  readonly bytes: Buffer;
}

/** A block that is still in a file whose stored bytes are the log: it is read where it is scanned. Bytes [byteFrom, byteTo). */
export interface StoredBlock {
  readonly source: number;
  readonly file: string;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly lineFrom: number;
}

/** What a second look at a block is for; asked for every record, so that nothing may be allocated. */
export interface Interest {
  /** Whether a record is looked at at all, by its time and speaker. */
  concerns(head: Head): boolean;
  /** Whose signs of life are counted. */
  hears(head: Head): boolean;
  /** Whether a request that ended well is kept, by its last record within `bytes`. */
  keeps(head: Head, bytes: Buffer): boolean;
}

/** How much of a block is kept. */
export interface Detail {
  /** Width of an activity bucket in microseconds; Infinity: one bucket a pid and block. */
  readonly bucketUs: number;
  /** Absent: everybody's signs of life are counted, and no request that ended well is kept. */
  readonly interest: Interest | undefined;
  /** What is looked at of a text that is not wrapped; absent: all of it. */
  readonly stretches?: readonly Stretch[] | undefined;
}

/** The first pass over everything: what ended well is only counted. */
export const SURVEY: Detail = { bucketUs: Number.POSITIVE_INFINITY, interest: undefined };

/** The second look at the windows of incidents: the requests that they touch, and signs of life by the second. */
export const closeUpOf = (interest: Interest, stretches: Detail['stretches']): Detail => ({
  bucketUs: 1_000_000,
  interest,
  stretches,
});
