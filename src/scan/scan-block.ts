import type { BlockFindings, RequestSpan, UnrecognisedRow } from '../model/findings.ts';
import { earlier, later } from './activity.ts';
import type { Block, Detail } from './block.ts';
import { type Readers, readersFor } from './readers.ts';
import { eachLine, plainText } from './scanned-text.ts';
import { scanText, type TextFindings } from './scan-text.ts';
import { unwrapBlock } from './strands.ts';

/** What the scan of a block gives: its findings and, for a close-up, the requests that ended within it. */
export interface ScannedBlock {
  readonly findings: BlockFindings;
  readonly spans: readonly RequestSpan[];
}

/** Scans one block. Same block and readers in, same findings out; never throws on content. */
export function scanBlock(block: Block, readers: Readers, detail: Detail): ScannedBlock {
  const texts = readers.peel ? unwrapBlock(block, readers.peel) : [plainText(block)];
  const found = texts.map((text) => scanText(text, readersFor(text.speaker, readers), detail));
  const { source, byteOffset, lineFrom, bytes } = block;
  const row = {
    source,
    byteFrom: byteOffset,
    byteTo: byteOffset + bytes.length,
    lineFrom,
    lines: linesOf(block, readers, found),
  };
  return {
    findings: {
      row: { ...row, ...rangeOf(found), ...(found.length === 1 && { pieces: found[0]?.pieces }) },
      events: inOrder(found.flatMap(({ events }) => events)),
      edges: inOrder(found.flatMap(({ edges }) => edges)),
      activity: found.flatMap(({ activity }) => activity),
      unrecognised: merged(found.flatMap(({ unrecognised }) => unrecognised)),
      unrecognisedLines: found.reduce((sum, { unrecognisedLines }) => sum + unrecognisedLines, 0),
    },
    spans: found.flatMap(({ spans }) => spans),
  };
}

/** A plain text's lines were counted as they were gone through: of a close-up of parts, whose row nobody keeps, they are not. */
const linesOf = ({ bytes }: Block, { peel }: Readers, found: readonly TextFindings[]): number =>
  peel ? eachLine(bytes, () => undefined) : found.reduce((sum, { lines }) => sum + lines, 0);

const inOrder = <T extends { readonly origin: { readonly byteOffset: number } }>(events: readonly T[]): readonly T[] =>
  [...events].sort((a, b) => a.origin.byteOffset - b.origin.byteOffset);

function rangeOf(found: readonly TextFindings[]): Pick<BlockFindings['row'], 'first' | 'last'> {
  const range: { first: TextFindings['first']; last: TextFindings['last'] } = { first: undefined, last: undefined };
  for (const { first, last } of found) {
    if (first) range.first = earlier(range.first, first);
    if (last) range.last = later(range.last, last);
  }
  return range;
}

/** Several speakers may leave lines of one kind. */
function merged(rows: readonly UnrecognisedRow[]): readonly UnrecognisedRow[] {
  const byTemplate = new Map<string, UnrecognisedRow>();
  for (const row of rows) {
    const known = byTemplate.get(row.template);
    byTemplate.set(row.template, known ? { ...known, count: known.count + row.count } : row);
  }
  return [...byTemplate.values()];
}
