import { inTurn } from '../lib/in-turn.ts';
import type { BlockRow } from '../model/findings.ts';
import type { Warning } from '../model/warning.ts';
import type { Chunk, Source } from '../sources/source.ts';
import type { Block } from './block.ts';
import { cutBlocks } from './cut-blocks.ts';
import type { Readers } from './readers.ts';
import type { ScannedBlock } from './scan-block.ts';

type Warn = (warning: Warning) => void;

/** Where in a source the scan begins: at its start, or where an earlier ingest left off. */
export interface Place {
  readonly source: number;
  readonly byteOffset: number;
  readonly lineFrom: number;
}

interface Survey {
  readonly place: Place;
  readonly warn: Warn;
  /** Scans a block, here or elsewhere; so many may be under way at a time. */
  readonly scan: (block: Block) => Promise<ScannedBlock>;
  readonly ahead: number;
}

/** First pass over a source, block by block, from `place` to its end; findings come in the order of the blocks. */
export function surveySource(
  source: Source,
  readers: Readers,
  { place, warn, scan, ahead }: Survey,
): AsyncIterable<ScannedBlock> {
  const chunks = source.chunks({ fromByte: place.byteOffset, warn });
  return inTurn(cutBlocks(chunks, readers, place), scan, ahead);
}

/** A block that the index names, read again. */
export async function readBlock(source: Source, row: BlockRow): Promise<Block> {
  const chunks = source.chunks({ fromByte: row.byteFrom, warn: () => undefined });
  const bytes = await bytesOf(chunks, row.byteTo - row.byteFrom);
  return { source: row.source, byteOffset: row.byteFrom, lineFrom: row.lineFrom, bytes };
}

async function bytesOf(chunks: AsyncIterable<Chunk>, wanted: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const { bytes } of chunks) {
    pieces.push(bytes);
    length += bytes.length;
    if (length >= wanted) break;
  }
  return Buffer.concat(pieces).subarray(0, wanted);
}
