/** A piece of a source that holds whole records, and where it stands. */
export interface Block {
  readonly source: number;
  /** Offset of its first byte in the uncompressed source. */
  readonly byteOffset: number;
  /** 1-based number of its first line. */
  readonly lineFrom: number;
  readonly bytes: Buffer;
}

/** How much of a block is kept. */
export interface Detail {
  /** Width of an activity bucket in microseconds; Infinity: one bucket a pid and block. */
  readonly bucketUs: number;
  /** Also keep the requests that started and ended within the block. */
  readonly finishedRequests: boolean;
}

/** The first pass over everything: what ended well is only counted. */
export const SURVEY: Detail = { bucketUs: Number.POSITIVE_INFINITY, finishedRequests: false };

/** The second look at the windows of incidents: every request, and signs of life by the second. */
export const CLOSE_UP: Detail = { bucketUs: 1_000_000, finishedRequests: true };
