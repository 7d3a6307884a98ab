import type { BlockRow } from '../model/findings.ts';
import type { Chunk, Source } from '../sources/source.ts';
import type { Block, StoredBlock } from './block.ts';

/** A block that the index names, and where its bytes are. */
export interface IndexedBlock {
  readonly row: BlockRow;
  readonly block: Block | StoredBlock;
}

/** Blocks that the index names, in its order; a source that can only be read in order is read once. */
export async function* indexedBlocks(source: Source, rows: readonly BlockRow[]): AsyncGenerator<IndexedBlock> {
  const { file } = source;
  if (file === undefined) yield* blocksInOrder(source, rows);
  else
    for (const row of rows) yield { row, block: { ...placeOf(row), file, byteFrom: row.byteFrom, byteTo: row.byteTo } };
}

async function* blocksInOrder(source: Source, rows: readonly BlockRow[]): AsyncGenerator<IndexedBlock> {
  let [first, ...others] = rows;
  let pieces: Uint8Array[] = [];
  for await (const chunk of source.chunks({ fromByte: first?.byteFrom ?? 0, warn: () => undefined })) {
    while (first && first.byteFrom < endOf(chunk)) {
      pieces.push(partOf(chunk, first));
      if (first.byteTo > endOf(chunk)) break;
      yield { row: first, block: { ...placeOf(first), byteOffset: first.byteFrom, bytes: Buffer.concat(pieces) } };
      pieces = [];
      [first, ...others] = others;
    }
    if (!first) return;
  }
}

const placeOf = ({ source, lineFrom }: BlockRow): Pick<Block, 'source' | 'lineFrom'> => ({ source, lineFrom });

const endOf = ({ byteOffset, bytes }: Chunk): number => byteOffset + bytes.length;

const partOf = ({ byteOffset, bytes }: Chunk, { byteFrom, byteTo }: BlockRow): Uint8Array =>
  bytes.subarray(Math.max(0, byteFrom - byteOffset), Math.max(0, byteTo - byteOffset));
