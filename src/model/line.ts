/** Where a fact can be read again: every event, claim and finding leads back to one of these. */
export interface Origin {
  /** Id of the source in the case. */
  readonly source: number;
  /** 1-based number of the record's first line in its (uncompressed) source. */
  readonly line: number;
  /** Offset of the record's first byte in its (uncompressed) source. */
  readonly byteOffset: number;
}

/** One logical log entry as bytes were read: its head line and continuation lines, verbatim. */
export interface RawRecord {
  readonly origin: Origin;
  /** Decoded text of the whole record, lines joined by `\n`, without the last line end. */
  readonly text: string;
}
