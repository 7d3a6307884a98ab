import { markLength } from '../lib/byte-order-mark.ts';
import { NEWLINE } from '../lib/newline.ts';
import type { StoredBlock } from './block.ts';
import { FIRST_LINE, lastRecordStart } from './cut-blocks.ts';
import type { Readers } from './readers.ts';

/** Enough to keep a worker thread busy for some milliseconds. */
const BLOCK_BYTES = 4 * 1024 * 1024;
/** How much before the end of a block is looked at for the last start of a record, and how much at most. */
const LOOK_BYTES = 32 * 1024;
const MOST_LOOKED_AT_BYTES = 1024 * 1024;

/** A file whose stored bytes are a log. */
interface StoredLog {
  readonly source: number;
  readonly file: string;
  readonly bytes: number;
  /** Its bytes [from, to), as far as they are there. */
  readonly read: (from: number, to: number) => Buffer;
  readonly blockBytes?: number;
}

/**
 * Tells where the blocks of a log stand, from a byte on, by little looks at their ends alone. Leaves off where less than two blocks
 * are left, or where no start of a record is found: there the log is to be read in order.
 */
export function* storedBlocks(log: StoredLog, readers: Readers, fromByte: number): Generator<StoredBlock> {
  const { source, file, bytes, read, blockBytes = BLOCK_BYTES } = log;
  if (fromByte === 0 && markLength(read(0, 4)) > 0) return;
  for (let byteFrom = fromByte; bytes - byteFrom > 2 * blockBytes;) {
    const byteTo = lastRecordBefore(byteFrom + blockBytes, byteFrom, { read, readers });
    if (byteTo <= byteFrom) return;
    yield { source, file, byteFrom, byteTo, lineFrom: FIRST_LINE };
    byteFrom = byteTo;
  }
}

interface Looking {
  readonly read: StoredLog['read'];
  readonly readers: Readers;
}

/** Where the last record before `end` starts; 0 where none is seen. */
function lastRecordBefore(end: number, floor: number, { read, readers }: Looking): number {
  for (let length = LOOK_BYTES; length <= MOST_LOOKED_AT_BYTES; length *= 4) {
    const from = Math.max(floor, end - length);
    const looked = read(from, end);
    const firstLine = looked.indexOf(NEWLINE) + 1;
    const start = lastRecordStart(looked.subarray(firstLine), readers);
    if (start > 0) return from + firstLine + start;
  }
  return 0;
}
