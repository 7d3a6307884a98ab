import { learnWritten } from '../scan/learn-written.ts';
import { sampleLines } from '../sources/sample-lines.ts';
import type { Source } from '../sources/source.ts';
import { envelopes, formats, supervisors } from './catalogue.ts';
import { SAMPLE } from './sample.ts';

/**
 * Supervisors' logs first: the pids of their workers show the pid column of the others. Streams last, in the order given:
 * they come once only, so nothing is sampled from them here.
 */
export async function inReadingOrder(sources: readonly Source[]): Promise<readonly Source[]> {
  const ranked = await Promise.all(sources.map(async (source) => ({ source, rank: await rankOf(source) })));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ source }) => source);
}

const writtenBySupervisors = formats.filter(({ id }) => supervisors.some(({ writes }) => writes.includes(id)));

async function rankOf(source: Source): Promise<number> {
  if (source.bytes === undefined) return 2;
  const sample = {
    lines: await sampleLines(source, SAMPLE),
    workerPids: new Set<number>(),
    stated: [],
    year: undefined,
  };
  const { layouts } = learnWritten(sample, { envelopes, formats: writtenBySupervisors, supervisors });
  return layouts.length > 0 ? 0 : 1;
}
