import { stampOf } from '../formats/stamp.ts';
import { pairEdges } from '../correlate/pair-edges.ts';
import type { RequestEvent } from '../model/event.ts';
import type { BlockRow, RequestSpan, SourceRow } from '../model/findings.ts';
import { type Stamp, wallMicros } from '../model/time.ts';
import type { Detail } from '../scan/block.ts';
import { openReaders } from '../scan/readers.ts';
import { scanBlock } from '../scan/scan-block.ts';
import { readPart } from '../sources/stored-bytes.ts';
import { envelopes, formats, supervisors } from './catalogue.ts';

/** Whether what lasted from one stamp to another is asked for. */
type IsAsked = (from: Stamp, to: Stamp) => boolean;

/** Requests are kept that are asked for, and nobody's signs of life. */
const requestsWithin = (isAsked: IsAsked): Detail => ({
  bucketUs: Number.POSITIVE_INFINITY,
  interest: {
    concerns: () => true,
    hears: () => false,
    keeps(head) {
      const to = stampOf(head);
      const lastedUs = Number.isNaN(head.durationUs) ? 0 : head.durationUs;
      return to !== undefined && isAsked({ ...to, wall: wallMicros(to.wall - lastedUs) }, to);
    },
  },
});

interface Asked {
  /** Where the log is now. */
  readonly file: string;
  readonly blocks: readonly BlockRow[];
  readonly isAsked: IsAsked;
}

/**
 * The requests that these blocks of a log tell of: those asked for that end within a block first, then all that failed, go on in
 * another or never ended.
 */
export function* scanRequests(source: SourceRow, { file, blocks, isAsked }: Asked): Generator<RequestSpan> {
  const readers = openReaders(source, { envelopes, formats, supervisors });
  const halves: RequestEvent[] = [];
  for (const { byteFrom, byteTo, lineFrom } of blocks) {
    const bytes = readPart({ path: file, from: byteFrom, to: byteTo });
    const { findings, spans } = scanBlock(
      { source: source.id, byteOffset: byteFrom, lineFrom, bytes },
      readers,
      requestsWithin(isAsked),
    );
    yield* spans;
    for (const event of findings.events) if (event.kind === 'request') yield { start: undefined, end: event };
    const told = new Set(spans.flatMap(({ start, end }) => [start?.origin.byteOffset, end?.origin.byteOffset]));
    halves.push(...findings.edges.filter(({ origin }) => !told.has(origin.byteOffset)));
  }
  yield* pairEdges(halves, [source]);
}
