import { markLength } from '../lib/byte-order-mark.ts';
import { wholeLines } from '../lib/newline.ts';
import type { Pieces, Trouble } from './pieces.ts';
import type { Chunk } from './source.ts';

const MEBIBYTE = 1024 * 1024;

/** How long chunks are: enough to keep a worker thread busy for some milliseconds, little enough to hold dozens. */
export const CHUNK_BYTES = 4 * MEBIBYTE;
/** A longer line is split, so that a file without newlines does not fill the memory. */
const LONGEST_LINE_BYTES = 64 * MEBIBYTE;

interface Cutting {
  /** Where the pieces begin in the uncompressed content. */
  readonly fromByte: number;
  readonly trouble: Trouble;
  readonly chunkBytes?: number;
  readonly longestLineBytes?: number;
}

/** Collects bytes and hands them out again as whole lines; each chunk in memory of its own. */
class Collector {
  #buffer: Uint8Array;
  #used = 0;
  #byteOffset: number;
  #splitting = false;
  readonly #chunkBytes: number;
  readonly #longestLineBytes: number;
  readonly #trouble: Trouble;

  constructor({ fromByte, trouble, chunkBytes = CHUNK_BYTES, longestLineBytes = LONGEST_LINE_BYTES }: Cutting) {
    this.#byteOffset = fromByte;
    this.#chunkBytes = chunkBytes;
    this.#longestLineBytes = longestLineBytes;
    this.#trouble = trouble;
    this.#buffer = Buffer.allocUnsafeSlow(chunkBytes);
  }

  /** Takes what fits, and says how much that was. */
  take(bytes: Uint8Array): number {
    const taken = Math.min(bytes.length, this.#buffer.length - this.#used);
    this.#buffer.set(bytes.subarray(0, taken), this.#used);
    this.#used += taken;
    return taken;
  }

  /** The whole lines of a full buffer; nothing while the buffer still has room or can grow. */
  cut(): Chunk | undefined {
    if (this.#used < this.#buffer.length) return undefined;
    const whole = wholeLines(this.#buffer, this.#used);
    if (whole === 0 && this.#buffer.length < this.#longestLineBytes) {
      this.#grow();
      return undefined;
    }
    if (whole === 0) this.#tellSplit();
    this.#splitting = whole === 0;
    return this.#handOut(whole === 0 ? this.#used : whole);
  }

  /** What is left at the end, with or without a last newline, in no more memory than it needs. */
  rest(): Chunk | undefined {
    this.#buffer = new Uint8Array(this.#buffer.subarray(0, this.#used));
    return this.#handOut(this.#used);
  }

  #grow(): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#buffer.length * 2, this.#longestLineBytes));
    larger.set(this.#buffer);
    this.#buffer = larger;
  }

  #tellSplit(): void {
    if (this.#splitting) return;
    const mebibytes = String(Math.round(this.#longestLineBytes / MEBIBYTE));
    this.#trouble(
      `has a line of more than ${mebibytes} MiB at byte ${String(this.#byteOffset)}, which is read in parts`,
    );
  }

  #handOut(count: number): Chunk | undefined {
    const bytes = this.#buffer.subarray(0, count);
    const carried = this.#buffer.subarray(count, this.#used);
    const mark = this.#byteOffset === 0 ? markLength(bytes) : 0;
    const byteOffset = this.#byteOffset + mark;
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(this.#chunkBytes, carried.length));
    this.#buffer.set(carried);
    this.#used = carried.length;
    this.#byteOffset += count;
    return count > mark ? { bytes: bytes.subarray(mark), byteOffset } : undefined;
  }
}

/** Chunks of whole lines; a line longer than a chunk makes the chunk longer, the last one may lack its newline. */
export async function* cutChunks(pieces: Pieces, cutting: Cutting): AsyncGenerator<Chunk> {
  const collector = new Collector(cutting);
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      at += collector.take(piece.subarray(at));
      const chunk = collector.cut();
      if (chunk) yield chunk;
    }
  }
  const rest = collector.rest();
  if (rest) yield rest;
}
