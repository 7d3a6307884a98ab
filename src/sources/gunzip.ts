import { constants, createGunzip, gunzipSync } from 'node:zlib';
import { errnoOf } from '../lib/errno.ts';
import type { Pieces, Trouble } from './pieces.ts';

/** A gzip member ends with the checksum and length of its content: RFC 1952, 2.3.1. */
const TRAILER_BYTES = 8;
const SMALLEST_SLICE = 64;
const LARGEST_SLICE = 64 * 1024;
/** A slice is at most this part of what went before. */
const SLICE_SHARE = 1 / 64;
/** At worst a thousand times as long uncompressed. */
const HEAD_BYTES = 4 * 1024;

/** True for bytes that begin as a gzip member does: RFC 1952, 2.3.1. */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The beginning of the content, from the first stored bytes; nothing where these are damaged or too few. */
export function gunzipHead(head: Uint8Array): Uint8Array | undefined {
  const part = head.subarray(0, HEAD_BYTES);
  try {
    const content = gunzipSync(part, { finishFlush: constants.Z_SYNC_FLUSH });
    // Only a whole member can say that it holds nothing.
    return content.length === 0 ? gunzipSync(part) : content;
  } catch {
    return undefined;
  }
}

/**
 * zlib throws away what it uncompressed in the call that meets the damage. So that this is little in small files too,
 * slices grow with what went before; and the last checksum, where most damage shows, comes alone.
 */
async function* slices(pieces: Pieces): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0);
  let position = 0;
  for await (const piece of pieces) {
    const joined = Buffer.concat([held, piece]);
    const free = Math.max(0, joined.length - TRAILER_BYTES);
    for (let at = 0; at < free;) {
      const length = Math.min(free - at, LARGEST_SLICE, SMALLEST_SLICE + Math.floor(position * SLICE_SHARE));
      yield joined.subarray(at, at + length);
      at += length;
      position += length;
    }
    held = joined.subarray(free);
  }
  yield held;
}

/** One run of zlib's stream, driven slice by slice, so that what it gave before an error is kept. */
class Inflating {
  readonly #stream = createGunzip({ chunkSize: LARGEST_SLICE });
  #given: Uint8Array[] = [];
  #wake = (): void => undefined;
  failure: string | undefined;
  over = false;

  constructor() {
    this.#stream.on('data', (bytes: Uint8Array) => this.#given.push(bytes));
    this.#stream.once('error', (error) => {
      this.failure = errnoOf(error);
      this.#finish();
    });
    this.#stream.once('end', () => {
      this.#finish();
    });
  }

  /** What comes out for these bytes. Not to be asked when it is over. */
  async push(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#stream.write(bytes, () => {
        resolve();
      });
    });
    return this.#take();
  }

  /** What is left when no more bytes come. */
  async end(): Promise<readonly Uint8Array[]> {
    if (!this.over) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#stream.end();
      });
    }
    return this.#take();
  }

  close(): void {
    this.#stream.destroy();
  }

  /** zlib does not answer a write in which the content ends before the bytes do (padding): `end` does. */
  #finish(): void {
    this.over = true;
    this.#wake();
  }

  #take(): readonly Uint8Array[] {
    const given = this.#given;
    this.#given = [];
    return given;
  }
}

const causeOf = (code: string, bytes: number): string =>
  code === 'Z_BUF_ERROR' ? 'ends in the middle of a gzip member' : `is damaged after ${String(bytes)} bytes`;

/** The content of gzip members, one after the other; damage ends it and is told. */
export async function* gunzip(pieces: Pieces, trouble: Trouble): AsyncGenerator<Uint8Array> {
  const inflating = new Inflating();
  let bytes = 0;
  const count = (given: readonly Uint8Array[]): readonly Uint8Array[] => {
    bytes += given.reduce((sum, { length }) => sum + length, 0);
    return given;
  };
  try {
    for await (const slice of slices(pieces)) {
      yield* count(await inflating.push(slice));
      if (inflating.over) break;
    }
    yield* count(await inflating.end());
    if (inflating.failure !== undefined) trouble(causeOf(inflating.failure, bytes));
  } finally {
    inflating.close();
  }
}
