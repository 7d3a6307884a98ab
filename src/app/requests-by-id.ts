import type { RequestEvent } from '../model/event.ts';
import type { RequestSpan, SourceRow } from '../model/findings.ts';
import { type Block, closeUpOf, type Interest, type StoredBlock } from '../scan/block.ts';
import { indexedBlocks } from '../scan/indexed-blocks.ts';
import { openReaders, type Readers } from '../scan/readers.ts';
import { scanBlock } from '../scan/scan-block.ts';
import { findSources } from '../sources/find-sources.ts';
import type { Source } from '../sources/source.ts';
import { readPart } from '../sources/stored-bytes.ts';
import type { CaseStore } from '../store/case-store.ts';
import { envelopes, formats, sourceKinds, supervisors } from './catalogue.ts';
import { planSource } from './plan-source.ts';

/** What the logs that are still at hand, unchanged, tell of the requests with that id, in order of source and byte. */
export async function requestsById(store: CaseStore, id: string): Promise<readonly RequestSpan[]> {
  const found: RequestSpan[] = [];
  for (const row of store.sources()) {
    const source = row.layouts.length > 0 ? atHand(store, row) : undefined;
    if (source) found.push(...(await inSource(store, { row, source, id })));
  }
  return found;
}

/** The log of a source, if it is where it was and holds what it held. */
function atHand(store: CaseStore, row: SourceRow): Source | undefined {
  try {
    const sources = findSources([row.path], { kinds: sourceKinds, warn: () => undefined });
    return sources.find((source) => {
      const plan = planSource(source, store.sources(), row.window);
      return plan.what === 'unchanged' && plan.row.id === row.id;
    });
  } catch {
    // a log that is gone tells nothing more
    return undefined;
  }
}

interface Search {
  readonly row: SourceRow;
  readonly source: Source;
  readonly id: string;
}

async function inSource(store: CaseStore, { row, source, id }: Search): Promise<readonly RequestSpan[]> {
  const readers = openReaders(row, { envelopes, formats, supervisors });
  const found: RequestSpan[] = [];
  const halves: RequestEvent[] = [];
  for await (const { block } of indexedBlocks(source, store.blocks(row.id))) {
    const read = readBlock(block);
    // Most blocks do not hold it, which is seen at once.
    if (!read.bytes.includes(id)) continue;
    const { spans, edges } = inBlock(read, readers, id);
    found.push(...spans);
    halves.push(...edges);
  }
  return [...found, ...acrossBlocks(halves)];
}

function readBlock(block: Block | StoredBlock): Block {
  if ('bytes' in block) return block;
  const { source, file, byteFrom, byteTo, lineFrom } = block;
  return { source, lineFrom, byteOffset: byteFrom, bytes: readPart({ path: file, from: byteFrom, to: byteTo }) };
}

const withId = (id: string): Interest => ({
  concerns: () => true,
  hears: () => false,
  keeps: ({ idFrom, idTo }, bytes) => idTo > 0 && bytes.toString('utf8', idFrom, idTo) === id,
});

function inBlock(block: Block, readers: Readers, id: string) {
  const { findings, spans } = scanBlock(block, readers, closeUpOf(withId(id), undefined));
  const whole = findings.events.flatMap((event) => (event.kind === 'request' ? { start: undefined, end: event } : []));
  const isTheirs = (event: RequestEvent | undefined): boolean => event?.facts.id === id;
  return {
    spans: [...spans, ...whole].filter(({ start, end }) => isTheirs(start) || isTheirs(end)),
    edges: findings.edges.filter(isTheirs),
  };
}

/** A start in one block and its end in a later one. */
function acrossBlocks(halves: readonly RequestEvent[]): readonly RequestSpan[] {
  const spans: RequestSpan[] = [];
  let start: RequestEvent | undefined;
  for (const event of halves) {
    if (event.edge === 'start') {
      if (start) spans.push({ start, end: undefined });
      start = event;
    } else {
      spans.push({ start, end: event });
      start = undefined;
    }
  }
  return start ? [...spans, { start, end: undefined }] : spans;
}
