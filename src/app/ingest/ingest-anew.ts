import { setFlagsFromString } from 'node:v8';
import type { Report } from '../../model/report.ts';
import type { Source } from '../../sources/source.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { analyse, factsBeforeCloseUps, factsOf, surveyedIn } from '../analyse.ts';
import { incidentWindows } from '../close-up/incident-windows.ts';
import type { Job, Read } from './ingest-job.ts';
import { lastReport } from './last-report.ts';
import { readSources } from './read-sources.ts';
import { openScanner, type Scanner, threadsFor } from './scanner.ts';
import { startsNearEnds } from '../close-up/starts-near-ends.ts';
import { zoom } from '../close-up/zoom.ts';

/**
 * So many per cent of what is alive may come on top before the memory is cleaned; V8's own choice is up to 300. The survey of a long
 * log has little to keep, and would only be slower if it were cleaned more often.
 */
const SURVEY_GROWING_PERCENT = 100;
const ANALYSIS_GROWING_PERCENT = 25;

/**
 * So many bytes of bytecode a function runs through before V8 counts it as a little hotter: six times V8's own choice. By a profile a
 * quarter of the CPU of an ingest went into compiling, once a thread, what is done for a second; what scans lines is hot soon all the same.
 */
const BYTES_TO_BE_HOT = 400_000;
/** The V8 that counts so, Node 20's: later ones (seen: 12.4, 13.6, 14.6) do not know the flag, and would say so on stderr. */
const COUNTS_BYTES = /^11\.3\./;

/** Holds for all threads from now on. */
const tellEngine = (flag: string, value: number): void => {
  setFlagsFromString(`--${flag}=${String(value)}`);
};

const letHeapGrow = (percent: number): void => {
  tellEngine('heap-growing-percent', percent);
};

/** Reads what is new in these sources into the case, and analyses it if there was anything. */
export async function ingestAnew(store: CaseStore, sources: readonly Source[], job: Job): Promise<Read> {
  letHeapGrow(SURVEY_GROWING_PERCENT);
  if (COUNTS_BYTES.test(process.versions.v8)) tellEngine('interrupt-budget', BYTES_TO_BE_HOT);
  const threads = job.threads ?? threadsFor(newBytesIn(sources, store));
  const scanner = openScanner(threads, job.window !== undefined);
  try {
    const { byId, sourcesRead, sourcesUnchanged } = await readSources(store, sources, { ...job, scanner });
    const report = lastReport(store, job) ?? (await analyseAnew(store, byId, { ...job, scanner }));
    return { report, sourcesRead, sourcesUnchanged };
  } finally {
    await scanner.close();
  }
}

/** How much there is to read, at a glance: what is known by its path was read as far as the case says. */
function newBytesIn(sources: readonly Source[], store: CaseStore): number {
  const known = new Map(store.sources().map(({ path, storedBytes }) => [path, storedBytes]));
  return sources.reduce((sum, { path, bytes = 0 }) => sum + Math.max(0, bytes - (known.get(path) ?? 0)), 0);
}

async function analyseAnew(
  store: CaseStore,
  byId: ReadonlyMap<number, Source>,
  { toolVersion, now, scanner }: Job & { readonly scanner: Scanner },
): Promise<Report> {
  letHeapGrow(ANALYSIS_GROWING_PERCENT);
  const surveyed = surveyedIn(store);
  const windows = incidentWindows(factsBeforeCloseUps(store, surveyed));
  await zoom(store, byId, { scanner, windows });
  // its threads hold memory that the analysis needs
  await scanner.close();
  const report = analyse(startsNearEnds(factsOf(store, surveyed), windows), {
    ...{ warnings: store.warnings(), remarks: store.remarks() },
    ...{ toolVersion, now },
  });
  store.saveReport(report);
  return report;
}
