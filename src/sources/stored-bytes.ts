import { closeSync, openSync, readSync } from 'node:fs';
import { errnoOf } from '../lib/errno.ts';
import type { Trouble } from './pieces.ts';

/** Small enough to stay in the processor's cache until it was copied on. */
const READ_BYTES = 256 * 1024;

interface Range {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** Fills `target` from byte `at` of an open file; fewer bytes than asked for mean that the file ends there. */
export function readFully(descriptor: number, target: Uint8Array, at: number): number {
  let used = 0;
  while (used < target.length) {
    const got = readSync(descriptor, target, used, target.length - used, at + used);
    if (got === 0) break;
    used += got;
  }
  return used;
}

/** Fills `target` from byte `at` of a file, as far as bytes are there, and says how far. Throws what the system throws. */
export function readInto(target: Uint8Array, path: string, at: number): number {
  const descriptor = openSync(path, 'r');
  try {
    return readFully(descriptor, target, at);
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes [from, to) of a file, as far as they are there. Throws what the system throws. */
export function readPart({ path, from, to }: Range): Buffer {
  const target = Buffer.allocUnsafeSlow(Math.max(0, to - from));
  return target.subarray(0, readInto(target, path, from));
}

function* piecesOf(descriptor: number, { from, to }: Range, trouble: Trouble): Generator<Uint8Array> {
  const scratch = Buffer.allocUnsafeSlow(Math.min(READ_BYTES, Math.max(0, to - from)));
  for (let at = from; at < to;) {
    const wanted = scratch.subarray(0, Math.min(scratch.length, to - at));
    const got = readFully(descriptor, wanted, at);
    if (got > 0) yield wanted.subarray(0, got);
    at += got;
    if (got < wanted.length) {
      trouble(`shrank from ${String(to)} to ${String(at)} bytes while it was read`);
      return;
    }
  }
}

const isGone = (code: string): boolean => code === 'ENOENT' || code === 'ENOTDIR';

/** Bytes [from, to) of a file in pieces; what hinders the reading is told, and ends it. */
export function* storedPieces(range: Range, trouble: Trouble): Generator<Uint8Array> {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(range.path, 'r');
    yield* piecesOf(descriptor, range, trouble);
  } catch (error) {
    const code = errnoOf(error);
    trouble(isGone(code) ? 'vanished before it was read' : `cannot be read (${code})`);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
