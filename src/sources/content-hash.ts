import { createHash } from 'node:crypto';
import type { ContentHash, Source } from './source.ts';
import { readInto } from './stored-bytes.ts';

/** How much of either end of a source is looked at to know it again. */
export const END_BYTES = 64 * 1024;

/** How much is held in memory while all of a source is hashed. */
const PART_BYTES = 256 * 1024;

type Hashes = Pick<Source, 'identify' | 'hashOfHead' | 'hashBefore' | 'hashing'>;

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
    hashing: () => hashingOf({ readAt, bytes }),
    identify: () => ({ bytes: bytes(), headHash: hashOfHead(bytes()), tailHash: hashBefore(bytes()) }),
  };
}

function hashingOf({ readAt, bytes }: Stored): ContentHash {
  const hash = createHash('sha256');
  let at = 0;
  const upTo = (byte: number): void => {
    const to = Math.min(byte, bytes());
    const part = Buffer.allocUnsafeSlow(Math.max(0, Math.min(PART_BYTES, to - at)));
    for (; at < to; at += Math.min(part.length, to - at)) {
      const wanted = part.subarray(0, Math.min(part.length, to - at));
      hash.update(wanted.subarray(0, readAt(wanted, at)));
    }
  };
  return {
    upTo,
    hex() {
      upTo(bytes());
      return hash.digest('hex');
    },
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
