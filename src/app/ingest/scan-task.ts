import { type Block, type StoredBlock, SURVEY } from '../../scan/block.ts';
import { openReaders, type Readers, type Written } from '../../scan/readers.ts';
import { scanBlock, type ScannedBlock } from '../../scan/scan-block.ts';
import { readInto } from '../../sources/stored-bytes.ts';
import { envelopes, formats, supervisors } from '../catalogue.ts';
import { lookClosely } from '../close-up/look-closely.ts';
import type { Near } from '../close-up/near-stretches.ts';

/** A block to be scanned and all that it takes, as plain data: it may be done in another thread. */
export interface ScanTask {
  readonly block: Block | StoredBlock;
  readonly written: Written;
  /** What a second look is for; absent: it is the first. */
  readonly near: Near | undefined;
}

/** Scans block after block; readers once opened for a way of writing stay open. */
export function taskScanner(): (task: ScanTask) => ScannedBlock {
  const opened = new Map<string, Readers>();
  let memory = Buffer.alloc(0);
  const bytesOf = (block: Block | StoredBlock): Block => {
    if ('bytes' in block) return block;
    const { source, file, byteFrom, byteTo, lineFrom } = block;
    if (memory.length < byteTo - byteFrom) memory = Buffer.allocUnsafeSlow(byteTo - byteFrom);
    const bytes = memory.subarray(0, byteTo - byteFrom);
    return { source, byteOffset: byteFrom, lineFrom, bytes: bytes.subarray(0, readAsFar(bytes, file, byteFrom)) };
  };
  return ({ block: asked, written, near }) => {
    const key = JSON.stringify([written.envelopes, written.layouts]);
    const readers = opened.get(key) ?? openReaders(written, { envelopes, formats, supervisors });
    opened.set(key, readers);
    const block = bytesOf(asked);
    return near ? lookClosely(block, readers, near) : scanBlock(block, readers, SURVEY);
  };
}

/** A file that is gone, or shorter than it was, is told by what was read of it. */
function readAsFar(target: Buffer, file: string, at: number): number {
  try {
    return readInto(target, file, at);
  } catch {
    return 0;
  }
}
