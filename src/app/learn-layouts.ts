import type { Layout } from '../model/layout.ts';
import { chooseLayouts } from '../scan/choose-layouts.ts';
import { sampleLines } from '../sources/sample-lines.ts';
import type { Source } from '../sources/source.ts';
import type { CaseStore } from '../store/case-store.ts';
import { formats } from './catalogue.ts';
import { SAMPLE } from './sample.ts';

/** A source whose layouts are asked for. */
export interface Unread {
  readonly source: Source;
  /** The rotated set that it is part of, oldest first; itself among them. */
  readonly set: readonly Source[];
  /** `--access-logformat` strings that the user states. */
  readonly accessFormats: readonly string[];
}

/** How a source is written, by a sample of it and the pids of the workers that the case knows already. */
export async function learnLayouts(
  store: CaseStore,
  { source, set, accessFormats }: Unread,
): Promise<readonly Layout[]> {
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
