import { END_BYTES } from '../../sources/content-hash.ts';
import { sameJson } from '../../lib/same-json.ts';
import type { AskedWindow } from '../../model/asked-window.ts';
import type { BlockFindings, SourceRow } from '../../model/findings.ts';
import type { Block, StoredBlock } from '../../scan/block.ts';
import { CarriedStarts } from '../../scan/carried-starts.ts';
import { openReaders, type Readers, type Written } from '../../scan/readers.ts';
import { type Place, surveySource } from '../../scan/scan-source.ts';
import type { ContentHash, Source, Warn } from '../../sources/source.ts';
import type { CaseStore, NewSource } from '../../store/case-store.ts';
import { askedPart } from './asked-part.ts';
import { envelopes, formats, supervisors } from '../catalogue.ts';
import { hashToKeep } from './hash-to-keep.ts';
import type { Learner } from './learner.ts';
import { isToLearn, type Plan } from './plan-source.ts';
import type { Scanner } from './scanner.ts';
import { windowGate } from './window-gate.ts';

/** Blocks stored in one transaction: a killed ingest loses no more than these. */
const BLOCKS_PER_BATCH = 8;

const IN_NO_FORMAT = 'is in no format that is known: only what servers say in words of their own is read in it';

interface Job {
  readonly source: Source;
  /** What is asked for of the logs; `undefined`: all. */
  readonly window: AskedWindow | undefined;
  readonly learner: Learner;
  readonly plan: Exclude<Plan, { what: 'unchanged' }>;
  readonly warn: Warn;
  readonly scanner: Scanner;
  readonly onBytes: (bytes: number) => void;
}

/** Reads one source, or what is new in it, into the case. Gives its id. */
export async function ingestSource(store: CaseStore, job: Job): Promise<number> {
  const { source, plan, warn, window } = job;
  const written = await howWritten(job);
  if (written.layouts.length === 0) warn({ path: source.path, line: undefined, cause: IN_NO_FORMAT });
  const readers = openReaders(written, { envelopes, formats, supervisors });
  const part = askedPart(source, { readers, window, warn });
  const known = { ...newSource(source, written), window };
  const id = plan.what === 'continue' ? plan.row.id : store.addSource(known);
  const start = { source: id, ...part.start };
  const place = plan.what === 'continue' ? placeToGoOn(store, plan.row, { known, start }) : start;
  const kept = plan.what === 'continue' ? hashToKeep(source, plan.row) : undefined;
  const hash = window || kept ? undefined : source.hashing();
  await survey(store, { ...job, source: part.source }, { written, readers, place, hash });
  const { bytes } = source.identify();
  store.updateSource(id, { ...known, storedBytes: bytes, ...(kept ?? { sha256: hash?.hex() ?? '' }) });
  return id;
}

async function howWritten({ plan, learner, source }: Job): Promise<Written> {
  return plan.what === 'new' || isToLearn(plan) ? learner.written(source) : plan.row;
}

interface Beginning {
  /** The source as not yet read. */
  readonly known: NewSource;
  readonly start: Place;
}

/**
 * The last block of a known source, as its last record may have gone on in what was appended; or its start, where it is
 * understood otherwise than before, or another part of it is asked for.
 */
function placeToGoOn(store: CaseStore, { id, ...before }: SourceRow, { known, start }: Beginning): Place {
  const row = sameJson(howOf(before), howOf(known)) ? store.reopenLastBlock(id) : undefined;
  if (row) return { source: id, byteOffset: row.byteFrom, lineFrom: row.lineFrom };
  // killed from here on, it is one that was cut off
  store.updateSource(id, known);
  while (store.reopenLastBlock(id)) continue;
  return start;
}

type How = Written & { readonly window?: AskedWindow | undefined };

const howOf = ({ envelopes: wrappings, layouts, window }: How): unknown => [wrappings, layouts, window];

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
  readonly readers: Readers;
  readonly place: Place;
  /** Of all that is stored: it is worked out here while the blocks are scanned elsewhere. */
  readonly hash: ContentHash | undefined;
}

async function survey(
  store: CaseStore,
  { source, warn, onBytes, scanner, window }: Job,
  { written, readers, place, hash }: Reading,
): Promise<void> {
  const carried = new CarriedStarts();
  carried.resume(store.edgesOf(place.source));
  const gate = windowGate(source.path, window, warn);
  let batch: BlockFindings[] = [];
  const flush = () => {
    store.addFindings(batch);
    batch = [];
  };
  const scan = async (block: Block | StoredBlock) => scanner.scan({ block, written, near: undefined });
  for await (const findings of surveySource(source, readers, { place, warn, scan, ahead: scanner.ahead })) {
    if (gate.lets(findings.row)) batch.push(carried.take(findings));
    hash?.upTo(findings.row.byteTo);
    onBytes(findings.row.byteTo);
    if (batch.length >= BLOCKS_PER_BATCH) flush();
  }
  flush();
  gate.close();
}
