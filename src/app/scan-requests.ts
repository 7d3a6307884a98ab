import { pairEdges } from '../correlate/requests/pair-edges.ts';
import type { RequestEvent } from '../model/event.ts';
import type { RequestSpan, SourceRow } from '../model/findings.ts';
import type { Block, Interest } from '../scan/block.ts';
import { openReaders } from '../scan/readers.ts';
import { scanBlock } from '../scan/scan-block.ts';
import { envelopes, formats, supervisors } from './catalogue.ts';

/**
 * The requests that these blocks of a log tell of: those of interest that end within a block first, then all that failed, go on in
 * another or never ended. Nobody's signs of life are kept.
 */
export function* scanRequests(
  source: SourceRow,
  blocks: Iterable<Block>,
  keeps: Interest['keeps'],
): Generator<RequestSpan> {
  const readers = openReaders(source, { envelopes, formats, supervisors });
  const interest: Interest = { concerns: () => true, hears: () => false, keeps };
  const halves: RequestEvent[] = [];
  for (const block of blocks) {
    const { findings, spans } = scanBlock(block, readers, { bucketUs: Number.POSITIVE_INFINITY, interest });
    yield* spans;
    for (const event of findings.events) if (event.kind === 'request') yield { start: undefined, end: event };
    const told = new Set(spans.flatMap(({ start, end }) => [start?.origin.byteOffset, end?.origin.byteOffset]));
    halves.push(...findings.edges.filter(({ origin }) => !told.has(origin.byteOffset)));
  }
  yield* pairEdges(halves, [source]);
}
