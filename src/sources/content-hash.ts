import { createHash } from 'node:crypto';
import type { Source } from './source.ts';
import { readPart } from './stored-bytes.ts';

/** How much of either end of a source is looked at to know it again. */
export const END_BYTES = 64 * 1024;

/** How much is held in memory while all of a source is hashed. */
const PART_BYTES = 4 * 1024 * 1024;

type Hashes = Pick<Source, 'identify' | 'hashOfHead' | 'hashBefore' | 'hashOfAll'>;

interface Stored {
  /** Stored bytes [from, to), as far as they are there. */
  readonly read: (from: number, to: number) => Uint8Array;
  /** How many there are. */
  readonly bytes: () => number;
}

/** The part of a source that tells what it is by its content: a few reads of 64 KiB, however long it is. */
export function contentHashes({ read, bytes }: Stored): Hashes {
  const hash = (from: number, to: number): string => createHash('sha256').update(read(from, to)).digest('hex');
  const hashOfHead = (count: number): string => hash(0, Math.min(count, END_BYTES, bytes()));
  const hashBefore = (endByte: number): string => hash(Math.max(0, endByte - END_BYTES), Math.min(endByte, bytes()));
  return {
    hashOfHead,
    hashBefore,
    hashOfAll() {
      const hashing = createHash('sha256');
      for (let from = 0; from < bytes(); from += PART_BYTES)
        hashing.update(read(from, Math.min(from + PART_BYTES, bytes())));
      return hashing.digest('hex');
    },
    identify: () => ({ bytes: bytes(), headHash: hashOfHead(bytes()), tailHash: hashBefore(bytes()) }),
  };
}

/** The same for a file of `bytes` bytes; one that can no longer be read is like an empty one. */
export const fileHashes = (path: string, bytes: number): ReturnType<typeof contentHashes> =>
  contentHashes({
    bytes: () => bytes,
    read: (from, to) => {
      try {
        return readPart({ path, from, to });
      } catch {
        return new Uint8Array(0);
      }
    },
  });
