import type { Window } from '../infer/incident-windows.ts';
import type { Clock } from '../model/clock.ts';
import { type Block, closeUpOf, type StoredBlock, SURVEY } from '../scan/block.ts';
import { openReaders, type Readers, type Written } from '../scan/readers.ts';
import { scanBlock, type ScannedBlock } from '../scan/scan-block.ts';
import type { Stretch } from '../scan/telling-lines.ts';
import { readInto } from '../sources/stored-bytes.ts';
import { envelopes, formats, supervisors } from './catalogue.ts';
import { type Ids, interestOf, telling } from './incident-interest.ts';

/** A block to be scanned and all that it takes, as plain data: it may be done in another thread. */
export interface ScanTask {
  readonly block: Block | StoredBlock;
  readonly written: Written;
  /** What a second look is for; absent: it is the first. */
  readonly near: Near | undefined;
}

/** The windows that touch a block, the clock of its source, and what was lost in them. */
export interface Near extends Ids {
  readonly windows: readonly Window[];
  readonly clock: Clock;
  /** The parts of the block that are looked at; absent: all of it. */
  readonly stretches: readonly Stretch[] | undefined;
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

/** Of a second look only the requests and the signs of life are news. */
function lookClosely(block: Block, readers: Readers, { windows, clock, stretches, ...ids }: Near): ScannedBlock {
  const { findings, spans } = scanBlock(block, readers, closeUpOf(interestOf(windows, clock, ids), stretches));
  const activity = telling(findings.activity, clock, windows);
  return { findings: { ...findings, activity, events: [], edges: [], unrecognised: [] }, spans };
}

/** A file that is gone, or shorter than it was, is told by what was read of it. */
function readAsFar(target: Buffer, file: string, at: number): number {
  try {
    return readInto(target, file, at);
  } catch {
    return 0;
  }
}
