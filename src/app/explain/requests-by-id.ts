import type { Head } from '../../formats/format.ts';
import type { RequestSpan, SourceRow } from '../../model/findings.ts';
import type { Block, StoredBlock } from '../../scan/block.ts';
import { indexedBlocks } from '../../scan/indexed-blocks.ts';
import { findSources } from '../../sources/find-sources.ts';
import type { Source } from '../../sources/source.ts';
import { readPart } from '../../sources/stored-bytes.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { sourceKinds } from '../source-kinds.ts';
import { type KnownSources, knownSources } from '../ingest/known-sources.ts';
import { planSource } from '../ingest/plan-source.ts';
import { scanRequests } from '../scan-requests.ts';

/** What the logs that are still at hand, unchanged, tell of the requests with that id, in order of source and byte. */
export async function requestsById(store: CaseStore, id: string): Promise<readonly RequestSpan[]> {
  const found: RequestSpan[] = [];
  const rows = store.sources();
  const known = knownSources(rows);
  for (const row of rows) {
    const source = row.layouts.length > 0 ? atHand(known, row) : undefined;
    if (source) found.push(...(await inSource(store, { row, source, id })));
  }
  return found;
}

/** The log of a source, if it is where it was and holds what it held. */
function atHand(known: KnownSources, row: SourceRow): Source | undefined {
  try {
    const sources = findSources([row.path], { kinds: sourceKinds, warn: () => undefined });
    return sources.find((source) => {
      const plan = planSource(source, known, row.window);
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
  const holding: Block[] = [];
  for await (const { block } of indexedBlocks(source, store.blocks(row.id))) {
    const read = readBlock(block);
    // Most blocks do not hold it, which is seen at once.
    if (read.bytes.includes(id)) holding.push(read);
  }
  const isIts = ({ idFrom, idTo }: Head, bytes: Buffer): boolean =>
    idTo > 0 && bytes.toString('utf8', idFrom, idTo) === id;
  return [...scanRequests(row, holding, isIts)].filter(
    ({ start, end }) => start?.facts.id === id || end?.facts.id === id,
  );
}

function readBlock(block: Block | StoredBlock): Block {
  if ('bytes' in block) return block;
  const { source, file, byteFrom, byteTo, lineFrom } = block;
  return { source, lineFrom, byteOffset: byteFrom, bytes: readPart({ path: file, from: byteFrom, to: byteTo }) };
}
