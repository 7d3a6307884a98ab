import { UserError } from '../lib/errors.ts';
import type { StatedClock } from '../model/clock.ts';
import type { Report } from '../model/report.ts';
import type { Warning } from '../model/warning.ts';
import { findSources } from '../sources/find-sources.ts';
import type { Source } from '../sources/source.ts';
import { openCase } from '../store/open-case.ts';
import type { CaseStore } from '../store/case-store.ts';
import { analyse, factsOf, surveyedIn } from './analyse.ts';
import { sourceKinds } from './catalogue.ts';
import { incidentWindows } from './incident-windows.ts';
import { type HowToRead, readSources } from './read-sources.ts';
import { openScanner, type Scanner, threadsFor } from './scanner.ts';
import { checkClocks } from './told-clocks.ts';
import { zoom } from './zoom.ts';

export interface IngestOptions extends HowToRead {
  readonly paths: readonly string[];
  readonly casePath: string;
  /** What the user says of clocks. */
  readonly clocks?: readonly StatedClock[];
  readonly toolVersion: string;
  readonly now: Date;
  /** How many threads scan; absent: as many as are worth it. */
  readonly threads?: number;
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
  const threads = options.threads ?? threadsFor(newBytesIn(sources, store));
  const scanner = openScanner(threads, options.window !== undefined);
  try {
    const before = stateOf(store);
    for (const clock of clocks) store.stateClock(clock);
    for (const { path } of warnings) store.clearWarnings(path);
    for (const warning of warnings) store.addWarning(warning);
    const { byId, sourcesRead, sourcesUnchanged } = await readSources(store, sources, { ...options, scanner });
    const isNew = stateOf(store) !== before;
    const report =
      (isNew ? undefined : lastReport(store, options)) ?? (await analyseAnew(store, byId, { ...options, scanner }));
    return { report, sourcesRead, sourcesUnchanged, warnings: report.warnings.length };
  } finally {
    await scanner.close();
    store.close();
  }
}

interface Job extends IngestOptions {
  readonly scanner: Scanner;
}

/** How much there is to read, at a glance: what is known by its path was read as far as the case says. */
function newBytesIn(sources: readonly Source[], store: CaseStore): number {
  const known = new Map(store.sources().map(({ path, storedBytes }) => [path, storedBytes]));
  return sources.reduce((sum, { path, bytes = 0 }) => sum + Math.max(0, bytes - (known.get(path) ?? 0)), 0);
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
  { toolVersion, now, scanner }: Job,
): Promise<Report> {
  // what threads have used until now is more than they need for the rest
  await scanner.close();
  const surveyed = surveyedIn(store);
  await zoom(store, byId, { scanner, windows: incidentWindows(factsOf(store, surveyed)) });
  // its threads hold memory that the analysis needs
  await scanner.close();
  const report = analyse(factsOf(store, surveyed), {
    ...{ warnings: store.warnings(), remarks: store.remarks() },
    ...{ toolVersion, now },
  });
  store.saveReport(report);
  return report;
}

const nothingRead = (paths: readonly string[], warnings: readonly Warning[]): UserError =>
  new UserError(`Nothing could be read in ${paths.join(', ')}`, {
    code: 'E_NOTHING_READ',
    suggestions: warnings.map(({ path, cause }) => `${path} ${cause}`),
  });
