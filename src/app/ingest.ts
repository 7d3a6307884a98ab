import { UserError } from '../lib/errors.ts';
import type { StatedClock } from '../model/clock.ts';
import type { SourceRow } from '../model/findings.ts';
import type { Layout } from '../model/layout.ts';
import type { Report } from '../model/report.ts';
import type { Warning } from '../model/warning.ts';
import { findSources } from '../sources/find-sources.ts';
import type { Source } from '../sources/source.ts';
import { openCase } from '../store/open-case.ts';
import type { CaseStore } from '../store/case-store.ts';
import { analyse, factsOf } from './analyse.ts';
import { sourceKinds } from './catalogue.ts';
import { inReadingOrder } from './reading-order.ts';
import { asConfiguration, ingestConfiguration } from './ingest-configuration.ts';
import { ingestSource } from './ingest-source.ts';
import { planSource } from './plan-source.ts';
import { checkClocks } from './told-clocks.ts';
import { zoom } from './zoom.ts';

/** How far the reading of one source has come, in bytes; `of` is unknown for a stream. */
export type OnProgress = (step: {
  readonly source: string;
  readonly bytes: number;
  readonly of: number | undefined;
}) => void;

export interface IngestOptions {
  readonly paths: readonly string[];
  readonly casePath: string;
  /** `--access-logformat` strings that the user states. */
  readonly accessFormats: readonly string[];
  /** Formats that the user declares. */
  readonly declared?: readonly Layout[];
  /** What the user says of clocks. */
  readonly clocks?: readonly StatedClock[];
  readonly toolVersion: string;
  readonly now: Date;
  readonly onProgress?: OnProgress;
}

export interface Ingested {
  readonly report: Report;
  readonly sourcesRead: number;
  readonly sourcesUnchanged: number;
  readonly warnings: number;
}

/**
 * Reads sources into the case and analyses it. Trouble in the data is told in the report's warnings; throws UserError
 * E_NO_SUCH_PATH for a path that does not exist, E_CLOCK for a clock of no log, E_NOTHING_READ if there was nothing to read.
 */
export async function ingest(options: IngestOptions): Promise<Ingested> {
  const warnings: Warning[] = [];
  const sources = findSources(options.paths, { kinds: sourceKinds, warn: (warning) => warnings.push(warning) });
  if (sources.length === 0) throw nothingRead(options.paths, warnings);
  const { clocks = [] } = options;
  checkClocks(
    clocks,
    sources.map(({ path }) => path),
  );
  const store = openCase(options.casePath);
  try {
    const before = stateOf(store);
    for (const clock of clocks) store.stateClock(clock);
    for (const { path } of warnings) store.clearWarnings(path);
    for (const warning of warnings) store.addWarning(warning);
    const { byId, sourcesRead, sourcesUnchanged } = await readAll(store, sources, options);
    const isNew = stateOf(store) !== before;
    const report = (isNew ? undefined : lastReport(store, options)) ?? (await analyseAnew(store, byId, options));
    return { report, sourcesRead, sourcesUnchanged, warnings: report.warnings.length };
  } finally {
    store.close();
  }
}

/** All that an ingest may change, to see whether it did. */
const stateOf = (store: CaseStore): string => JSON.stringify([store.sources(), store.warnings(), store.statedClocks()]);

/** What the same version has said of the same sources need not be worked out again. */
function lastReport(store: CaseStore, { toolVersion }: IngestOptions): Report | undefined {
  const report = store.report();
  return report?.tool.version === toolVersion ? report : undefined;
}

async function analyseAnew(
  store: CaseStore,
  byId: ReadonlyMap<number, Source>,
  { toolVersion, now }: IngestOptions,
): Promise<Report> {
  await zoom(store, byId);
  const report = analyse(factsOf(store), { warnings: store.warnings(), toolVersion, now });
  store.saveReport(report);
  return report;
}

interface Read {
  readonly byId: ReadonlyMap<number, Source>;
  readonly sourcesRead: number;
  readonly sourcesUnchanged: number;
}

async function readAll(
  store: CaseStore,
  sources: readonly Source[],
  { accessFormats, declared = [], onProgress }: IngestOptions,
): Promise<Read> {
  const byId = new Map<number, Source>();
  let sourcesUnchanged = 0;
  for (const source of await inReadingOrder(sources)) {
    const plan = planSource(source, store.sources());
    if (plan.what === 'unchanged') {
      sourcesUnchanged += 1;
      byId.set(plan.row.id, source);
      movePath(store, plan.row, source);
      continue;
    }
    store.clearWarnings(source.path);
    const configuration = asConfiguration(source);
    if (configuration) {
      const known = plan.what === 'continue' ? plan.row.id : undefined;
      byId.set(ingestConfiguration(store, source, { configuration, known }), source);
      continue;
    }
    const onBytes = (bytes: number) => onProgress?.({ source: source.path, bytes, of: source.bytes });
    const warn = (warning: Warning) => {
      store.addWarning(warning);
    };
    byId.set(
      await ingestSource(store, { source, set: setOf(source, sources), plan, accessFormats, declared, warn, onBytes }),
      source,
    );
  }
  return { byId, sourcesRead: byId.size - sourcesUnchanged, sourcesUnchanged };
}

const setOf = ({ stream }: Source, sources: readonly Source[]): readonly Source[] =>
  sources.filter((other) => other.stream === stream);

/** A rotated or moved file keeps its place in the case under its new name. */
function movePath(store: CaseStore, row: SourceRow, { path, stream, ordinal }: Source): void {
  if (row.path !== path || row.ordinal !== ordinal) store.updateSource(row.id, { ...row, path, stream, ordinal });
}

const nothingRead = (paths: readonly string[], warnings: readonly Warning[]): UserError =>
  new UserError(`Nothing could be read in ${paths.join(', ')}`, {
    code: 'E_NOTHING_READ',
    suggestions: warnings.map(({ path, cause }) => `${path} ${cause}`),
  });
