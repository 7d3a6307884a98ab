import { createHash } from 'node:crypto';
import type { Source } from './source.ts';
import { readInto } from './stored-bytes.ts';

/** How much of either end of a source is looked at to know it again. */
export const END_BYTES = 64 * 1024;

/** How much is held in memory while all of a source is hashed. */
const PART_BYTES = 256 * 1024;

type Hashes = Pick<Source, 'identify' | 'hashOfHead' | 'hashBefore' | 'hashOfAll'>;

interface Stored {
  /** Fills `target` from stored byte `at`, as far as bytes are there, and says how far. */
  readonly readAt: (target: Uint8Array, at: number) => number;
  /** How many there are. */
  readonly bytes: () => number;
}

/** The part of a source that tells what it is by its content: a few reads of 64 KiB, however long it is. */
export function contentHashes({ readAt, bytes }: Stored): Hashes {
  const hash = (from: number, to: number): string => {
    const end = Buffer.allocUnsafeSlow(to - from);
    return createHash('sha256')
      .update(end.subarray(0, readAt(end, from)))
      .digest('hex');
  };
  const hashOfHead = (count: number): string => hash(0, Math.min(count, END_BYTES, bytes()));
  const hashBefore = (endByte: number): string => hash(Math.max(0, endByte - END_BYTES), Math.min(endByte, bytes()));
  return {
    hashOfHead,
    hashBefore,
    hashOfAll() {
      const hashing = createHash('sha256');
      const part = Buffer.allocUnsafeSlow(Math.min(PART_BYTES, bytes()));
      for (let from = 0; from < bytes(); from += part.length)
        hashing.update(part.subarray(0, readAt(part.subarray(0, Math.min(part.length, bytes() - from)), from)));
      return hashing.digest('hex');
    },
    identify: () => ({ bytes: bytes(), headHash: hashOfHead(bytes()), tailHash: hashBefore(bytes()) }),
  };
}

/** The same for a file of `bytes` bytes; one that can no longer be read is like an empty one. */
export const fileHashes = (path: string, bytes: number): ReturnType<typeof contentHashes> =>
  contentHashes({
    bytes: () => bytes,
    readAt: (target, at) => {
      try {
        return readInto(target, path, at);
      } catch {
        return 0;
      }
    },
  });
