import type { ScannedBlock } from './scan-block.ts';
import { scanBlock } from './scan-block.ts';
import { closeUpOf, type Interest, SURVEY } from './block.ts';
import { cutBlocks } from './cut-blocks.ts';
import type { Readers } from './readers.ts';
import type { BlockRow } from '../model/findings.ts';
import type { Warning } from '../model/warning.ts';
import type { Chunk, Source } from '../sources/source.ts';

type Warn = (warning: Warning) => void;

/** Where in a source the scan begins: at its start, or where an earlier ingest left off. */
export interface Place {
  readonly source: number;
  readonly byteOffset: number;
  readonly lineFrom: number;
}

/** First pass over a source, block by block, from `place` to its end. */
export async function* surveySource(
  source: Source,
  readers: Readers,
  { place, warn }: { readonly place: Place; readonly warn: Warn },
): AsyncIterable<ScannedBlock> {
  const chunks = source.chunks({ fromByte: place.byteOffset, warn });
  for await (const block of cutBlocks(chunks, readers, place)) yield scanBlock(block, readers, SURVEY);
}

/** Second look at one block that the index names. */
export async function closeUp(
  source: Source,
  readers: Readers,
  { row, interest }: { readonly row: BlockRow; readonly interest: Interest },
): Promise<ScannedBlock> {
  const chunks = source.chunks({ fromByte: row.byteFrom, warn: () => undefined });
  const bytes = await bytesOf(chunks, row.byteTo - row.byteFrom);
  const block = { source: row.source, byteOffset: row.byteFrom, lineFrom: row.lineFrom, bytes };
  return scanBlock(block, readers, closeUpOf(interest));
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
