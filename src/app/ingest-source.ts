import { END_BYTES } from '../sources/content-hash.ts';
import type { BlockFindings, SourceRow } from '../model/findings.ts';
import type { Block, StoredBlock } from '../scan/block.ts';
import { openReaders, type Written } from '../scan/readers.ts';
import { type Place, surveySource } from '../scan/scan-source.ts';
import type { Source, Warn } from '../sources/source.ts';
import type { CaseStore, NewSource } from '../store/case-store.ts';
import { envelopes, formats, supervisors } from './catalogue.ts';
import { learnLayouts, type Unread } from './learn-layouts.ts';
import type { Plan } from './plan-source.ts';
import { SAMPLE } from './sample.ts';
import type { Scanner } from './scanner.ts';

/** Blocks stored in one transaction: a killed ingest loses no more than these. */
const BLOCKS_PER_BATCH = 8;

interface Job extends Unread {
  readonly plan: Exclude<Plan, { what: 'unchanged' }>;
  readonly warn: Warn;
  readonly scanner: Scanner;
  readonly onBytes: (bytes: number) => void;
}

/** Reads one source, or what is new in it, into the case. Gives its id. */
export async function ingestSource(store: CaseStore, job: Job): Promise<number> {
  const { source, plan, warn } = job;
  const written = await howWritten(store, job);
  if (written.layouts.length === 0)
    warn({ path: source.path, line: undefined, cause: 'is in no format that is known' });
  const id = plan.what === 'continue' ? plan.row.id : store.addSource(newSource(source, written));
  const place = plan.what === 'continue' ? placeToGoOn(store, plan.row, written) : startOf(id);
  await survey(store, job, { written, place });
  const { bytes } = source.identify();
  store.updateSource(id, { ...newSource(source, written), storedBytes: bytes, sha256: source.hashOfAll() });
  return id;
}

/** A log that was short when it was first seen may not have shown yet how it is written: it is looked at again. */
async function howWritten(store: CaseStore, job: Job): Promise<Written> {
  const { plan } = job;
  return plan.what === 'continue' && plan.row.bytes >= SAMPLE.maxBytes ? plan.row : learnLayouts(store, job);
}

const startOf = (source: number): Place => ({ source, byteOffset: 0, lineFrom: 1 });

/**
 * The last block of a known source, as its last record may have gone on in what was appended; or its start, where it is
 * understood otherwise than before.
 */
function placeToGoOn(store: CaseStore, { id, ...before }: SourceRow, written: Written): Place {
  const row = store.reopenLastBlock(id);
  if (row && sameWay(before, written)) return { source: id, byteOffset: row.byteFrom, lineFrom: row.lineFrom };
  while (store.reopenLastBlock(id)) continue;
  return startOf(id);
}

const sameWay = (a: Written, b: Written): boolean =>
  JSON.stringify([a.envelopes, a.layouts]) === JSON.stringify([b.envelopes, b.layouts]);

/** A source enters the case as not yet read: only when all of its blocks are stored does it count as known. */
function newSource(source: Source, { envelopes: wrappings, layouts }: Written): NewSource {
  const { bytes, headHash, tailHash } = source.identify();
  const { path, stream, ordinal } = source;
  const headBytes = Math.min(bytes, END_BYTES);
  const identity = { storedBytes: 0, headHash, tailHash, headBytes, sha256: '' };
  return { path, stream, ordinal, ...identity, envelopes: wrappings, layouts, host: undefined };
}

/** How and from where a source is read. */
interface Reading {
  readonly written: Written;
  readonly place: Place;
}

async function survey(
  store: CaseStore,
  { source, warn, onBytes, scanner }: Job,
  { written, place }: Reading,
): Promise<void> {
  const readers = openReaders(written, { envelopes, formats, supervisors });
  let batch: BlockFindings[] = [];
  const flush = () => {
    store.addFindings(batch);
    batch = [];
  };
  const scan = async (block: Block | StoredBlock) => scanner.scan({ block, written, near: undefined });
  for await (const findings of surveySource(source, readers, { place, warn, scan, ahead: scanner.ahead })) {
    batch.push(findings);
    onBytes(findings.row.byteTo);
    if (batch.length >= BLOCKS_PER_BATCH) flush();
  }
  flush();
}
