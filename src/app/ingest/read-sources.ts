import { basename, dirname } from 'node:path';
import type { AskedWindow } from '../../model/asked-window.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Layout } from '../../model/layout.ts';
import type { Warning } from '../../model/warning.ts';
import type { Source } from '../../sources/source.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { asConfiguration, ingestConfiguration } from './ingest-configuration.ts';
import { growingSources, type KnownSources } from './known-sources.ts';
import { ingestSource } from './ingest-source.ts';
import { STARTS_LEFT_OUT } from './learn-beside.ts';
import { type Learner, openLearner } from './learner.ts';
import { isToLearn, type Plan, planSource } from './plan-source.ts';
import { inReadingOrder, LOG, type Ordered } from './reading-order.ts';
import type { Scanner } from './scanner.ts';
import { spokenSoFar } from './spoken.ts';
import { movePath } from './unchanged.ts';

/** How far the reading of one source has come, in bytes; `of` is unknown for a stream. */
export type OnProgress = (step: {
  readonly source: string;
  readonly bytes: number;
  readonly of: number | undefined;
}) => void;

/** What the user says of how logs are read. */
export interface HowToRead {
  /** `--access-logformat` strings that the user states. */
  readonly accessFormats: readonly string[];
  /** Formats that the user declares. */
  readonly declared?: readonly Layout[];
  readonly onProgress?: OnProgress;
  /** The stretch of time that is asked for; absent: all. */
  readonly window?: AskedWindow | undefined;
}

interface Reading extends HowToRead {
  readonly scanner: Scanner;
}

export interface ReadSources {
  readonly byId: ReadonlyMap<number, Source>;
  readonly sourcesRead: number;
  readonly sourcesUnchanged: number;
}

/** Reads sources into the case, each as far as it is new. */
export async function readSources(
  store: CaseStore,
  sources: readonly Source[],
  { accessFormats, declared = [], onProgress, scanner, window }: Reading,
): Promise<ReadSources> {
  const byId = new Map<number, Source>();
  let sourcesUnchanged = 0;
  const warn = (warning: Warning): void => {
    store.addWarning(warning);
  };
  const known = growingSources(store);
  const spoken = spokenSoFar(store);
  const order = await inReadingOrder(sources, { known, window });
  const bare = new Set(order.flatMap(({ source, isBare }) => (isBare ? source : [])));
  const learner = openLearner(spoken, sources, { accessFormats, declared, window, bare, scanner, warn });
  const isToRead = changedWith(known, sources, window);
  const heard = (id: number, source: Source): void => {
    byId.set(id, source);
    known.hear(id, source);
    spoken.hear(id);
  };
  for (const [place, { source, rank }] of order.entries()) {
    const plan = planSource(source, known, window);
    const configuration = isToRead(source, plan) ? asConfiguration(source) : undefined;
    if (configuration) {
      store.clearWarnings(source.path);
      heard(ingestConfiguration(store, source, { configuration, known: knownAs(known, source, plan) }), source);
      continue;
    }
    if (plan.what === 'unchanged') {
      if (keepKnown(store, { row: plan.row, source, byId })) sourcesUnchanged += 1;
      known.hear(plan.row.id, source);
      continue;
    }
    clearBeforeReading(store, source, plan);
    if (rank === LOG && scanner.learnAside) prepare(known, order[place + 1], { learner, window });
    const onBytes = (bytes: number) => onProgress?.({ source: source.path, bytes, of: source.bytes });
    const id = await ingestSource(store, { ...{ source, learner, plan, warn }, ...{ onBytes, scanner, window } });
    heard(id, source);
  }
  return { byId, sourcesRead: byId.size - sourcesUnchanged, sourcesUnchanged };
}

/** Of what is not learnt anew it holds what was told when it was. */
function clearBeforeReading(store: CaseStore, { path }: Source, plan: Plan): void {
  const isLeftOut = store.warnings().some((told) => told.path === path && told.cause === STARTS_LEFT_OUT);
  store.clearWarnings(path);
  if (isLeftOut && !isToLearn(plan)) store.addWarning({ path, line: undefined, cause: STARTS_LEFT_OUT });
}

interface Known {
  readonly row: SourceRow;
  readonly source: Source;
  readonly byId: Map<number, Source>;
}

/** Keeps what the case holds; false if that is another file's: a backup beside the log itself would count twice. */
function keepKnown(store: CaseStore, { row, source, byId }: Known): boolean {
  const twin = byId.get(row.id);
  if (twin) {
    const cause = `is the same as ${twin.path}, which is read alone`;
    store.clearWarnings(source.path);
    store.addWarning({ path: source.path, line: undefined, cause });
    return false;
  }
  byId.set(row.id, source);
  movePath(store, row, source);
  return true;
}

/** Whether a source is to be read: it is not known, or the `.env` beside it says something else than when it was read. */
function changedWith(
  known: KnownSources,
  sources: readonly Source[],
  window: AskedWindow | undefined,
): (source: Source, plan: Plan) => boolean {
  const environments = sources.filter(({ path }) => basename(path) === '.env');
  const changed = environments.filter((source) => planSource(source, known, window).what !== 'unchanged');
  const folders = new Set(changed.map(({ path }) => dirname(path)));
  return ({ path }, { what }) => what !== 'unchanged' || folders.has(dirname(path));
}

/** What a configuration said before it was changed holds no more. */
const knownAs = (known: KnownSources, { path }: Source, plan: Plan): number | undefined =>
  plan.what === 'new' ? known.at(path)?.id : plan.row.id;

/** Nobody waits for a log to be learnt that comes next, if it tells nothing of others. */
function prepare(
  known: KnownSources,
  next: Ordered | undefined,
  { learner, window }: Pick<HowToRead, 'window'> & { readonly learner: Learner },
): void {
  if (next?.rank === LOG && isToLearn(planSource(next.source, known, window))) learner.prepare(next.source);
}
