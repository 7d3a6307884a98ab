import { END_BYTES } from '../sources/content-hash.ts';
import type { Layout } from '../model/layout.ts';
import type { BlockFindings } from '../model/findings.ts';
import { chooseLayouts } from '../scan/choose-layouts.ts';
import { openReaders } from '../scan/readers.ts';
import { type Place, surveySource } from '../scan/scan-source.ts';
import { sampleLines } from '../sources/sample-lines.ts';
import type { Source, Warn } from '../sources/source.ts';
import type { CaseStore, NewSource } from '../store/case-store.ts';
import { formats, supervisors } from './catalogue.ts';
import type { Plan } from './plan-source.ts';
import { SAMPLE } from './sample.ts';

/** Blocks stored in one transaction: a killed ingest loses no more than these. */
const BLOCKS_PER_BATCH = 8;

interface Job {
  readonly source: Source;
  /** The rotated set that it is part of, oldest first; itself among them. */
  readonly set: readonly Source[];
  readonly plan: Exclude<Plan, { what: 'unchanged' }>;
  readonly accessFormats: readonly string[];
  readonly warn: Warn;
  readonly onBytes: (bytes: number) => void;
}

/** Reads one source, or what is new in it, into the case. Gives its id. */
export async function ingestSource(store: CaseStore, job: Job): Promise<number> {
  const { source, plan, warn } = job;
  const layouts = await layoutsFor(store, job);
  if (layouts.length === 0) warn({ path: source.path, line: undefined, cause: 'is in no format that is known' });
  const id = plan.what === 'continue' ? plan.row.id : store.addSource(newSource(source, layouts));
  await survey(store, job, layouts, placeToStart(store, id, plan, layouts));
  const { bytes } = source.identify();
  store.updateSource(id, { ...newSource(source, layouts), storedBytes: bytes });
  return id;
}

/** A log that was short when it was first seen may not have shown yet how it is written: it is looked at again. */
async function layoutsFor(store: CaseStore, job: Job): Promise<readonly Layout[]> {
  const { plan } = job;
  return plan.what === 'continue' && plan.row.bytes >= SAMPLE.maxBytes ? plan.row.layouts : learnLayouts(store, job);
}

/**
 * The start of a new source. Of a known one its last block, as its last record may have gone on in what was appended; or all
 * of it, where it is understood otherwise than before.
 */
function placeToStart(store: CaseStore, id: number, plan: Job['plan'], layouts: readonly Layout[]): Place {
  const start: Place = { source: id, byteOffset: 0, lineFrom: 1 };
  if (plan.what === 'new') return start;
  const row = store.reopenLastBlock(id);
  if (row && JSON.stringify(layouts) === JSON.stringify(plan.row.layouts))
    return { source: id, byteOffset: row.byteFrom, lineFrom: row.lineFrom };
  while (store.reopenLastBlock(id)) continue;
  return start;
}

/** A source enters the case as not yet read: only when all of its blocks are stored does it count as known. */
function newSource(source: Source, layouts: readonly Layout[]): NewSource {
  const { bytes, headHash, tailHash } = source.identify();
  const { path, stream, ordinal } = source;
  const headBytes = Math.min(bytes, END_BYTES);
  return { path, stream, ordinal, storedBytes: 0, headHash, tailHash, headBytes, layouts, host: undefined };
}

async function learnLayouts(store: CaseStore, { source, set, accessFormats }: Job): Promise<readonly Layout[]> {
  const steps = store.events('lifecycle').map(({ step }) => step);
  const workerPids = new Set(steps.flatMap((step) => ('worker' in step ? [step.worker] : [])));
  return chooseLayouts(formats, { lines: await sampleOf(source, set), workerPids, stated: accessFormats });
}

/** A piece of a rotated set may be too short to show how it is written: its neighbours are looked at too. */
async function sampleOf(source: Source, set: readonly Source[]): Promise<readonly string[]> {
  const at = set.indexOf(source);
  const lines: string[] = [];
  for (const neighbour of set.slice(Math.max(0, at - 1), at + 3)) lines.push(...(await sampleLines(neighbour, SAMPLE)));
  return lines.slice(0, SAMPLE.maxLines);
}

async function survey(
  store: CaseStore,
  { source, warn, onBytes }: Job,
  layouts: readonly Layout[],
  place: Place,
): Promise<void> {
  const readers = openReaders(layouts, formats, supervisors);
  let batch: BlockFindings[] = [];
  const flush = () => {
    store.addFindings(batch);
    batch = [];
  };
  for await (const { findings } of surveySource(source, readers, place, warn)) {
    batch.push(findings);
    onBytes(findings.row.byteTo);
    if (batch.length >= BLOCKS_PER_BATCH) flush();
  }
  flush();
}
