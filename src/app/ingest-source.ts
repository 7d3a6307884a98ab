import { END_BYTES } from '../sources/content-hash.ts';
import type { Layout } from '../model/layout.ts';
import type { BlockFindings, SourceRow } from '../model/findings.ts';
import { openReaders } from '../scan/readers.ts';
import { type Place, surveySource } from '../scan/scan-source.ts';
import type { Source, Warn } from '../sources/source.ts';
import type { CaseStore, NewSource } from '../store/case-store.ts';
import { formats, supervisors } from './catalogue.ts';
import { learnLayouts, type Unread } from './learn-layouts.ts';
import type { Plan } from './plan-source.ts';
import { SAMPLE } from './sample.ts';

/** Blocks stored in one transaction: a killed ingest loses no more than these. */
const BLOCKS_PER_BATCH = 8;

interface Job extends Unread {
  readonly plan: Exclude<Plan, { what: 'unchanged' }>;
  readonly warn: Warn;
  readonly onBytes: (bytes: number) => void;
}

/** Reads one source, or what is new in it, into the case. Gives its id. */
export async function ingestSource(store: CaseStore, job: Job): Promise<number> {
  const { source, plan, warn } = job;
  const layouts = await layoutsFor(store, job);
  if (layouts.length === 0) warn({ path: source.path, line: undefined, cause: 'is in no format that is known' });
  const id = plan.what === 'continue' ? plan.row.id : store.addSource(newSource(source, layouts));
  const place = plan.what === 'continue' ? placeToGoOn(store, plan.row, layouts) : startOf(id);
  await survey(store, job, { layouts, place });
  const { bytes } = source.identify();
  store.updateSource(id, { ...newSource(source, layouts), storedBytes: bytes, sha256: source.hashOfAll() });
  return id;
}

/** A log that was short when it was first seen may not have shown yet how it is written: it is looked at again. */
async function layoutsFor(store: CaseStore, job: Job): Promise<readonly Layout[]> {
  const { plan } = job;
  return plan.what === 'continue' && plan.row.bytes >= SAMPLE.maxBytes ? plan.row.layouts : learnLayouts(store, job);
}

const startOf = (source: number): Place => ({ source, byteOffset: 0, lineFrom: 1 });

/**
 * The last block of a known source, as its last record may have gone on in what was appended; or its start, where it is
 * understood otherwise than before.
 */
function placeToGoOn(store: CaseStore, { id, layouts: before }: SourceRow, layouts: readonly Layout[]): Place {
  const row = store.reopenLastBlock(id);
  if (row && JSON.stringify(layouts) === JSON.stringify(before))
    return { source: id, byteOffset: row.byteFrom, lineFrom: row.lineFrom };
  while (store.reopenLastBlock(id)) continue;
  return startOf(id);
}

/** A source enters the case as not yet read: only when all of its blocks are stored does it count as known. */
function newSource(source: Source, layouts: readonly Layout[]): NewSource {
  const { bytes, headHash, tailHash } = source.identify();
  const { path, stream, ordinal } = source;
  const headBytes = Math.min(bytes, END_BYTES);
  return { path, stream, ordinal, storedBytes: 0, headHash, tailHash, headBytes, sha256: '', layouts, host: undefined };
}

/** How and from where a source is read. */
interface Reading {
  readonly layouts: readonly Layout[];
  readonly place: Place;
}

async function survey(store: CaseStore, { source, warn, onBytes }: Job, { layouts, place }: Reading): Promise<void> {
  const readers = openReaders(layouts, formats, supervisors);
  let batch: BlockFindings[] = [];
  const flush = () => {
    store.addFindings(batch);
    batch = [];
  };
  for await (const { findings } of surveySource(source, readers, { place, warn })) {
    batch.push(findings);
    onBytes(findings.row.byteTo);
    if (batch.length >= BLOCKS_PER_BATCH) flush();
  }
  flush();
}
