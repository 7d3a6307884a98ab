import type { Warning } from '../model/warning.ts';

/** A piece of a source: whole lines, and where they stand in the (uncompressed) source. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly byteOffset: number;
}

/** What makes a source the same although it was moved, copied or rotated: its content. */
export interface Identity {
  /** Bytes as stored (compressed size for gzip); for stdin the bytes read. */
  readonly bytes: number;
  /** SHA-256, hex, of the first 64 KiB (or all) of the stored bytes. */
  readonly headHash: string;
  /** SHA-256, hex, of the last 64 KiB (or all) of the stored bytes. */
  readonly tailHash: string;
}

/** One log file or stream that can be read from the start, or from a byte on. */
export interface Source {
  /** As shown to people: the path as given, joined with the path below a folder; `-` for stdin. */
  readonly path: string;
  /** Name of the rotated set without its number, date and compression: `logs/run.log` for `logs/run.log.2.gz`. */
  readonly stream: string;
  /** Place in the rotated set, oldest first, from 0. */
  readonly ordinal: number;
  readonly bytes: number | undefined;
  identify(): Identity;
  /** SHA-256, hex, of the first `bytes` stored bytes (at most 64 KiB from the start of them), to know a grown file again. */
  hashOfHead(bytes: number): string;
  /**
   * Chunks of whole lines, in order, from `fromByte` of the uncompressed content. Trouble (truncated gzip, vanished
   * file, a line over 64 MiB) ends or shortens the reading and is told to `warn`, never thrown.
   */
  chunks(options: { readonly fromByte: number; readonly warn: (warning: Warning) => void }): AsyncIterable<Chunk>;
}
