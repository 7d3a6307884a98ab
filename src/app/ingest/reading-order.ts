import type { AskedWindow } from '../../model/asked-window.ts';
import type { Layout } from '../../model/layout.ts';
import { learnWritten } from '../../scan/learn-written.ts';
import { sampleLines } from '../../sources/sample-lines.ts';
import type { Written } from '../../scan/readers.ts';
import type { Source } from '../../sources/source.ts';
import { envelopes, formats, supervisors } from '../catalogue.ts';
import { asConfiguration } from './ingest-configuration.ts';
import type { KnownSources } from './known-sources.ts';
import { planSource } from './plan-source.ts';
import { sampleFor } from '../sample.ts';

interface Reading {
  readonly known: KnownSources;
  readonly window: AskedWindow | undefined;
}

const [CONFIGURATION, SUPERVISORS_LOG, STREAM] = [0, 1, 3];
/** The rank of a log that tells nothing of how others are written. */
export const LOG = 2;

/** A source, and how early its turn comes: the lower, the earlier. */
export interface Ordered {
  readonly source: Source;
  readonly rank: number;
  /** True if nothing is wrapped around its lines, as far as it was looked at for this. */
  readonly isBare: boolean;
}

/**
 * Configuration first: it tells how logs are written. Then supervisors' logs: the pids of their workers show the pid column of the
 * others. Streams last, in the order given: they come once only, so nothing is sampled from them here.
 */
export async function inReadingOrder(
  sources: readonly Source[],
  { known, window }: Reading,
): Promise<readonly Ordered[]> {
  // to look at a log by itself would tell nothing
  if (sources.length < 2) return sources.map((source) => ({ source, rank: LOG, isBare: false }));
  const reading = { known, window };
  const ranked = await Promise.all(sources.map(async (source) => ({ source, ...(await rankOf(source, reading)) })));
  return ranked.sort((a, b) => a.rank - b.rank);
}

const writtenBySupervisors = formats.filter(({ id }) => supervisors.some(({ writes }) => writes.includes(id)));

async function rankOf(source: Source, { known, window }: Reading): Promise<Omit<Ordered, 'source'>> {
  if (source.bytes === undefined) return { rank: STREAM, isBare: false };
  if (asConfiguration(source)) return { rank: CONFIGURATION, isBare: false };
  const plan = planSource(source, known);
  const written = plan.what === 'new' ? await sampledWritten(source, window) : plan.row;
  return {
    rank: isSupervisors(written.layouts) ? SUPERVISORS_LOG : LOG,
    isBare: plan.what === 'new' && written.envelopes.length === 0,
  };
}

/** True if a log is written so in which supervisors speak. */
export const isSupervisors = (layouts: readonly Layout[]): boolean =>
  layouts.some(({ format }) => writtenBySupervisors.some(({ id }) => id === format));

async function sampledWritten(source: Source, window: AskedWindow | undefined): Promise<Written> {
  const sample = {
    lines: await sampleLines(source, sampleFor(window)),
    workerPids: new Set<number>(),
    stated: [],
    year: undefined,
  };
  return learnWritten(sample, { envelopes, formats: writtenBySupervisors, supervisors });
}
