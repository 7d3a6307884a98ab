import { newHead } from '../formats/head.ts';
import { type Peeled, peelLine } from '../envelopes/peel-lines.ts';
import { NEWLINE } from '../lib/newline.ts';
import type { Chunk } from '../sources/source.ts';
import type { Block } from './block.ts';
import type { Readers } from './readers.ts';
import { recordText } from './record-text.ts';
import { BARE } from './stacks.ts';

/** A record longer than this is cut: nothing in a log that we understand is as long. */
const MAX_CARRIED_BYTES = 16 * 1024 * 1024;

/** A first pass goes over blocks before their line numbers are known: each counts its own. */
export const FIRST_LINE = 1;

/**
 * Cuts chunks of whole lines into blocks of whole records: what follows the last record start is carried into the next block. The
 * memory of a block is its own from then on; its lines are counted from 1.
 */
export async function* cutBlocks(chunks: AsyncIterable<Chunk>, readers: Readers, source: number): AsyncIterable<Block> {
  let byteOffset = 0;
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (held.length === 0) byteOffset = chunk.byteOffset;
    const cut = cutOf(held, readers);
    const carried = Buffer.from(held.subarray(cut));
    if (cut > 0) {
      const at = byteOffset;
      byteOffset += cut;
      yield { source, byteOffset: at, lineFrom: FIRST_LINE, bytes: held.subarray(0, cut) };
    }
    held = joined(carried, chunk.bytes);
  }
  if (held.length > 0) yield { source, byteOffset, lineFrom: FIRST_LINE, bytes: held };
}

/** Where to cut bytes after which more will come: before the last record, as it may read on in what comes. */
function cutOf(bytes: Buffer, readers: Readers): number {
  const lastRecord = lastRecordStart(bytes, readers);
  return lastRecord === 0 && bytes.length > MAX_CARRIED_BYTES ? bytes.length : lastRecord;
}

function joined(carried: Buffer, bytes: Uint8Array): Buffer {
  const fresh = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return carried.length === 0 ? fresh : Buffer.concat([carried, fresh]);
}

/** Offset of the last line that starts a record; 0 where none but the first does. */
export function lastRecordStart(bytes: Buffer, readers: Readers): number {
  const startsRecord = startOf(bytes, readers);
  let to = bytes.at(-1) === NEWLINE ? bytes.length - 1 : bytes.length;
  while (to > 0) {
    const from = bytes.lastIndexOf(NEWLINE, to - 1) + 1;
    if (startsRecord(from, to)) return from;
    to = from - 1;
  }
  return 0;
}

/** Tells whether a line starts a record, and is no bare traceback, which may belong to the one above. */
function startOf(bytes: Buffer, { list, peel }: Readers): (from: number, to: number) => boolean {
  if (peel) {
    const isPiece = (to: number, next: string): boolean => {
      const line = to > 0 ? recordText(bytes, bytes.lastIndexOf(NEWLINE, to - 1) + 1, to) : undefined;
      return line !== undefined && (peel.outer(line).partial === true || peel.joint?.(line, next) !== undefined);
    };
    return (from, to) => {
      const line = recordText(bytes, from, to);
      return isOutermost(peelLine(peel, line)) && !isPiece(from - 1, line);
    };
  }
  const head = newHead();
  return (from, to) => list.some(({ format, reader }) => format !== BARE && reader.starts(bytes, from, to, head));
}

/** `Nov 23 08:53:20`, `Mon 2026-11-23`, an entry of the journal's export: what begins so does not read on from anything. */
const BEGINS = /^(?:[[{\d(]|[A-Z]{4,8}\b|[A-Z][a-z]{2} [ \d]|__[A-Z_]+=)/;

/** Lines that go on from others are indented, whoever wrote them; what a traceback ends with is not, but hardly ever last. */
const isOutermost = ({ text, partial }: Peeled): boolean => partial !== true && BEGINS.test(text);
