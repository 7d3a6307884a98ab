import type { AskedWindow } from './asked-window.ts';
import type { LogEvent, RequestEvent } from './event.ts';
import type { EnvelopeLayout, Layout } from './layout.ts';
import type { Origin } from './line.ts';
import type { Stamp } from './time.ts';

/** A part of a block that begins at a record, and when it was written: so much of the time index is finer than the blocks. */
export interface Piece {
  readonly bytes: number;
  readonly lines: number;
  /** Earliest and latest instant that its records state, in seconds; of readings without an offset as they stand. */
  readonly from: number;
  readonly to: number;
  /** A record of it states no pid. */
  readonly isUnnamed: boolean;
  /** The bits (model/pid-bits) of the pids that its dated records state. */
  readonly pids: number;
  /** A record of it states an id of a request. */
  readonly tellsIds: boolean;
}

/** One row of the sparse time index: a block of a source, whole records only. Byte and line ranges are half open. */
export interface BlockRow {
  readonly source: number;
  readonly byteFrom: number;
  readonly byteTo: number;
  readonly lineFrom: number;
  readonly lines: number;
  /** Earliest and latest wall-clock reading with their stated offset; absent where no record states a time. */
  readonly first: Stamp | undefined;
  readonly last: Stamp | undefined;
  /** Its parts, in order; absent where it is wrapped, or only some of its records state an offset. */
  readonly pieces?: readonly Piece[] | undefined;
}

/** What one pid did in one second of a source: the signs of life, compact. */
export interface ActivityRow {
  readonly source: number;
  /** The speaker, or `undefined` where the format tells no pid. */
  readonly pid: number | undefined;
  /** The machine, container or pod that the envelope names. */
  readonly host?: string;
  /** Earliest and latest reading of the bucket, and where they stand. */
  readonly first: Stamp;
  readonly last: Stamp;
  readonly firstOrigin: Origin;
  readonly lastOrigin: Origin;
  readonly records: number;
  readonly started: number;
  readonly finished: number;
}

/** Lines that no format reads, by what they have in common. */
export interface UnrecognisedRow {
  readonly template: string;
  readonly count: number;
  readonly example: Origin;
  readonly exampleText: string;
}

/** Everything that the scan of one block keeps; all the rest is only counted. */
export interface BlockFindings {
  readonly row: BlockRow;
  /** Supervisor notes, tracebacks, failed access lines, in order. */
  readonly events: readonly LogEvent[];
  /** Starts without an end and ends without a start within the block, in order. */
  readonly edges: readonly RequestEvent[];
  /** Requests that began in an earlier block and ended well in this one, in order of their ends: their starts are no edges any more. */
  readonly crossing?: readonly WholeRequest[];
  readonly activity: readonly ActivityRow[];
  readonly unrecognised: readonly UnrecognisedRow[];
  readonly unrecognisedLines: number;
}

/** A source as the case knows it. */
export interface SourceRow {
  readonly id: number;
  readonly path: string;
  readonly stream: string;
  readonly ordinal: number;
  /** Stored bytes ingested so far, and the uncompressed bytes and lines that they held. */
  readonly storedBytes: number;
  readonly bytes: number;
  readonly lines: number;
  readonly headHash: string;
  readonly tailHash: string;
  /** Bytes that `headHash` covers: a grown file is known again by hashing as many. */
  readonly headBytes: number;
  /** SHA-256, hex, of all stored bytes ingested, as `sha256sum` prints it; empty until the source was read to its end, or where only a window of it was. */
  readonly sha256: string;
  /** How many stored bytes that covers, from the first on; absent: all. A long log that grows a little is not hashed anew. */
  readonly sha256Bytes?: number | undefined;
  /** What its lines are wrapped in, outermost first. */
  readonly envelopes: readonly EnvelopeLayout[];
  readonly layouts: readonly Layout[];
  /** Host or container that an envelope or a folder names. */
  readonly host: string | undefined;
  readonly unrecognisedLines: number;
  /** The stretch of time that was asked for of it; absent: all. */
  readonly window?: AskedWindow | undefined;
}

/** A request as one pair of edges, or half of one, tells it. */
export interface RequestSpan {
  readonly start: RequestEvent | undefined;
  readonly end: RequestEvent | undefined;
}

/** A request of which both halves are told. */
export interface WholeRequest {
  readonly start: RequestEvent;
  readonly end: RequestEvent;
}
