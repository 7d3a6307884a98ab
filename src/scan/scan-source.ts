import { inTurn } from '../lib/in-turn.ts';
import type { BlockFindings } from '../model/findings.ts';
import type { Warning } from '../model/warning.ts';
import type { Source } from '../sources/source.ts';
import { readPart } from '../sources/stored-bytes.ts';
import type { Block, StoredBlock } from './block.ts';
import { cutBlocks } from './cut-blocks.ts';
import { moveLines } from './move-lines.ts';
import type { Readers } from './readers.ts';
import type { ScannedBlock } from './scan-block.ts';
import { storedBlocks } from './stored-blocks.ts';

type Warn = (warning: Warning) => void;

/** Where in a source the scan begins, and how the case calls it. */
export interface Place {
  readonly source: number;
  readonly byteOffset: number;
  readonly lineFrom: number;
}

interface Survey {
  readonly place: Place;
  readonly warn: Warn;
  /** Scans a block, here or elsewhere; so many may be under way at a time. */
  readonly scan: (block: Block | StoredBlock) => Promise<ScannedBlock>;
  readonly ahead: number;
}

/** First pass over a source, block by block, from `place` to its end; findings come in the order of the blocks. */
export async function* surveySource(
  source: Source,
  readers: Readers,
  { place, warn, scan, ahead }: Survey,
): AsyncGenerator<BlockFindings> {
  let { byteOffset, lineFrom } = place;
  const inPlace = (scanned: ScannedBlock): BlockFindings => {
    const findings = moveLines(scanned.findings, lineFrom);
    byteOffset = findings.row.byteTo;
    lineFrom += findings.row.lines;
    return findings;
  };
  for await (const scanned of inTurn(blocksInFile(source, readers, place), scan, ahead)) {
    // A file that was cut short meanwhile is read on in order, which tells what became of it.
    if (scanned.findings.row.byteFrom !== byteOffset) break;
    yield inPlace(scanned);
  }
  const chunks = source.chunks({ fromByte: byteOffset, warn });
  for await (const scanned of inTurn(cutBlocks(chunks, readers, place.source), scan, ahead)) yield inPlace(scanned);
}

function blocksInFile(source: Source, readers: Readers, place: Place): Iterable<StoredBlock> {
  const { file, bytes } = source;
  if (file === undefined || bytes === undefined) return [];
  const read = (from: number, to: number): Buffer => readPart({ path: file, from, to });
  return storedBlocks({ source: place.source, file, bytes, read }, readers, place.byteOffset);
}
