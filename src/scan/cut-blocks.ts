import { newHead } from '../formats/head.ts';
import { NEWLINE } from '../lib/newline.ts';
import type { Chunk } from '../sources/source.ts';
import type { Block } from './block.ts';
import type { SourceReader } from './readers.ts';

/** A record longer than this is cut: nothing in a log that we understand is as long. */
const MAX_CARRIED_BYTES = 16 * 1024 * 1024;

/** A bare traceback may belong to the record above it, so no block is cut before one. */
const BARE = 'python-traceback';

interface Place {
  readonly source: number;
  readonly byteOffset: number;
  readonly lineFrom: number;
}

/** Cuts chunks of whole lines into blocks of whole records: what follows the last record start is carried into the next block. */
export async function* cutBlocks(
  chunks: AsyncIterable<Chunk>,
  readers: readonly SourceReader[],
  start: Place,
): AsyncIterable<Block> {
  let { byteOffset, lineFrom } = start;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (held.length === 0) byteOffset = chunk.byteOffset;
    const cut = cutOf(held, readers);
    if (cut > 0) {
      const block: Block = { source: start.source, byteOffset, lineFrom, bytes: held.subarray(0, cut) };
      yield block;
      lineFrom += countLines(block.bytes);
      byteOffset += cut;
    }
    held = joined(held.subarray(cut), chunk.bytes);
  }
  if (held.length > 0) yield { source: start.source, byteOffset, lineFrom, bytes: held };
}

/** Where to cut bytes after which more will come: before the last record, as it may read on in what comes. */
function cutOf(bytes: Buffer, readers: readonly SourceReader[]): number {
  const lastRecord = lastRecordStart(bytes, readers);
  return lastRecord === 0 && bytes.length > MAX_CARRIED_BYTES ? bytes.length : lastRecord;
}

function joined(carried: Buffer, bytes: Uint8Array): Buffer {
  const fresh = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return carried.length === 0 ? fresh : Buffer.concat([carried, fresh]);
}

/** Offset of the last line that starts a record; 0 where none does. */
function lastRecordStart(bytes: Buffer, readers: readonly SourceReader[]): number {
  const head = newHead();
  let to = bytes.at(-1) === NEWLINE ? bytes.length - 1 : bytes.length;
  while (to > 0) {
    const from = bytes.lastIndexOf(NEWLINE, to - 1) + 1;
    const [lineFrom, lineTo] = [from, to];
    if (readers.some(({ format, reader }) => format !== BARE && reader.starts(bytes, lineFrom, lineTo, head)))
      return from;
    to = from - 1;
  }
  return 0;
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return bytes.at(-1) === NEWLINE || bytes.length === 0 ? lines : lines + 1;
}
