import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from '../../lib/errno.ts';
import type { Trouble } from '../pieces.ts';
import { readFully } from '../stored-bytes.ts';

const READ_BYTES = 256 * 1024;

/** A file without a name, which goes when the process ends. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'forensics-'));
  try {
    return openSync(join(folder, 'stdin'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Keeps on disk what a stream gave, so that it can be read again: the windows of incidents are read twice. */
export class Spool {
  #descriptor: number | undefined;
  #incoming: AsyncIterator<Uint8Array> | undefined;
  #ended = false;
  #bytes = 0;
  readonly #openStream: () => AsyncIterable<Uint8Array>;

  constructor(openStream: () => AsyncIterable<Uint8Array>) {
    this.#openStream = openStream;
  }

  /** Bytes taken from the stream so far. */
  get bytes(): number {
    return this.#bytes;
  }

  read(from: number, to: number): Uint8Array {
    const target = Buffer.allocUnsafeSlow(Math.max(0, Math.min(to, this.#bytes) - from));
    return target.subarray(0, this.readAt(target, from));
  }

  /** Fills `target` from byte `at`, as far as bytes are there, and says how far. */
  readAt(target: Uint8Array, at: number): number {
    return this.#descriptor === undefined ? 0 : readFully(this.#descriptor, target, at);
  }

  /** Waits until so many bytes are there, or the stream has ended. */
  async want(bytes: number, trouble: Trouble): Promise<void> {
    while (this.#bytes < bytes && !this.#ended) await this.#pull(trouble);
  }

  /** All bytes from the start, and as they come. */
  async *pieces(trouble: Trouble): AsyncGenerator<Uint8Array> {
    for (let at = 0; ;) {
      await this.want(at + 1, trouble);
      const piece = this.read(at, at + READ_BYTES);
      if (piece.length === 0) return;
      yield piece;
      at += piece.length;
    }
  }

  async #pull(trouble: Trouble): Promise<void> {
    try {
      this.#incoming ??= this.#openStream()[Symbol.asyncIterator]();
      const next = await this.#incoming.next();
      if (next.done === true) this.#ended = true;
      else this.#keep(next.value);
    } catch (error) {
      this.#ended = true;
      trouble(`cannot be read after byte ${String(this.#bytes)} (${errnoOf(error)})`);
    }
  }

  #keep(bytes: Uint8Array): void {
    this.#descriptor ??= openNameless();
    for (let at = 0; at < bytes.length;) {
      const written = writeSync(this.#descriptor, bytes, at, bytes.length - at, this.#bytes);
      at += written;
      this.#bytes += written;
    }
  }
}
