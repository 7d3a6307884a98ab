import { UserError } from '../../lib/errors.ts';
import type { Warning } from '../../model/warning.ts';
import { findSources } from '../../sources/find-sources.ts';
import type { Source } from '../../sources/source.ts';
import { openCase } from '../../store/open-case.ts';
import type { CaseStore } from '../../store/case-store.ts';
import type { Ingested, IngestOptions, Job, Read } from './ingest-job.ts';
import { lastReport, stateOf } from './last-report.ts';
import { sourceKinds } from '../source-kinds.ts';
import { checkClocks } from '../told-clocks.ts';
import { areUnchanged } from './unchanged.ts';

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
    const read =
      knownWholly(store, sources, { ...options, before }) ?? (await anew(store, sources, { ...options, before }));
    return { ...read, warnings: read.report.warnings.length };
  } finally {
    store.close();
  }
}

/** What the case says already, where there is nothing else to read. */
function knownWholly(store: CaseStore, sources: readonly Source[], { window, ...said }: Job): Read | undefined {
  if (!areUnchanged(store, sources, window)) return undefined;
  const report = lastReport(store, said);
  return report && { report, sourcesRead: 0, sourcesUnchanged: sources.length };
}

/** Whoever asks again whether something is new does not wait for all that reads logs. */
async function anew(store: CaseStore, sources: readonly Source[], job: Job): Promise<Read> {
  const { ingestAnew } = await import('./ingest-anew.ts');
  return ingestAnew(store, sources, job);
}

const nothingRead = (paths: readonly string[], warnings: readonly Warning[]): UserError =>
  new UserError(`Nothing could be read in ${paths.join(', ')}`, {
    code: 'E_NOTHING_READ',
    suggestions: warnings.map(({ path, cause }) => `${path} ${cause}`),
  });
