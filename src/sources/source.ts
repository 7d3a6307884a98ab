import type { Warning } from '../model/warning.ts';

/** Takes a warning and goes on. */
export type Warn = (warning: Warning) => void;

/** A piece of a source: whole lines, and where they stand in the (uncompressed) source. */
export interface Chunk {
  /** Owns its memory: it may be kept, or transferred to a worker thread. A byte order mark of UTF-8 is left out. */
  readonly bytes: Uint8Array;
  readonly byteOffset: number;
}

/** What makes a source the same although it was moved, copied or rotated: its content. */
export interface Identity {
  /** Bytes as stored (compressed size for gzip) when the source was found; for stdin the bytes read so far. */
  readonly bytes: number;
  /** SHA-256, hex, of the first 64 KiB (or all) of the stored bytes. */
  readonly headHash: string;
  /** SHA-256, hex, of the last 64 KiB (or all) of the stored bytes. */
  readonly tailHash: string;
}

/** The hash of a content, a part at a time: a long one takes as long as half of the reading. */
export interface ContentHash {
  /** Takes what it has not yet taken of the stored bytes before `byte`. */
  upTo(byte: number): void;
  /** SHA-256, hex, of all of them, as `sha256sum` prints it. To be asked once. */
  hex(): string;
}

/** One log file or stream that can be read from the start, or from a byte on, as often as one likes. */
export interface Source {
  /** As shown to people: the path as given, joined with the path below a folder; `-` for stdin. */
  readonly path: string;
  /** Name of the rotated set without its number, date and compression: `logs/run.log` for `logs/run.log.2.gz`. */
  readonly stream: string;
  /** Place in the rotated set, oldest first, from 0. */
  readonly ordinal: number;
  /** Stored bytes when the source was found; what is appended later is left for the next time. Unknown for stdin. */
  readonly bytes: number | undefined;
  /** The file whose stored bytes are the content: any part of it may be read by itself. `undefined` where that is not so. */
  readonly file: string | undefined;
  /** For stdin: of what was read so far, so ask after the chunks. A file that can no longer be read is like an empty one. */
  identify(): Identity;
  /** SHA-256, hex, of the first `bytes` stored bytes (at most 64 KiB from the start of them), to know a grown file again. */
  hashOfHead(bytes: number): string;
  /**
   * SHA-256, hex, of the 64 KiB (or all) before stored byte `endByte`. A file has grown if the head and the old tail are
   * both still there; if only the head is (copytruncate and refill), it is another.
   */
  hashBefore(endByte: number): string;
  /** SHA-256 of all stored bytes, to be gone through while the source is read; reads all of them. */
  hashing(): ContentHash;
  /**
   * Chunks of whole lines, in order, from `fromByte` of the uncompressed content. Trouble (truncated gzip, vanished
   * file, a line over 64 MiB) ends or shortens the reading and is told to `warn`, never thrown.
   */
  chunks(options: { readonly fromByte: number; readonly warn: Warn }): AsyncIterable<Chunk>;
}

/** An input as it was found, before anything but its beginning was read. */
export interface Found {
  readonly path: string;
  /** A stream has no size and comes once only. */
  readonly form: 'file' | 'stream';
  /** Stored bytes; 0 for a stream. */
  readonly bytes: number;
}

/** Where an input stands in its rotated set. */
export type Place = Found & Pick<Source, 'stream' | 'ordinal'>;

/** One way in which logs are kept. */
export interface SourceKind {
  /** The folder's name. */
  readonly id: string;
  /** True if an input which begins with these stored bytes (up to 64 KiB; none of a stream) is kept this way. */
  claims(found: Found, head: Uint8Array): boolean;
  /** The uncompressed beginning, as far as these first stored bytes tell it; `undefined` where they do not. */
  contentHead(head: Uint8Array): Uint8Array | undefined;
  open(place: Place): Source;
}
