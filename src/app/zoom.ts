import type { RequestSpan, SourceRow } from '../model/findings.ts';
import type { Clock } from '../model/clock.ts';
import { openReaders } from '../scan/readers.ts';
import { closeUp } from '../scan/scan-source.ts';
import type { Source } from '../sources/source.ts';
import type { CaseStore } from '../store/case-store.ts';
import { factsOf } from './analyse.ts';
import { envelopes, formats, supervisors } from './catalogue.ts';
import type { Window } from '../infer/incident-windows.ts';
import { incidentWindows, touches } from './incident-windows.ts';

/**
 * Reads again the blocks that incidents touch and stores their requests and signs of life, so that the case alone tells
 * the whole story. Sources that are not at hand any more keep what an earlier zoom stored.
 */
export async function zoom(store: CaseStore, sourcesById: ReadonlyMap<number, Source>): Promise<void> {
  const { clocks, windows } = incidentWindows(factsOf(store));
  for (const row of store.sources()) {
    const source = sourcesById.get(row.id);
    const clock = clocks.find((one) => one.source === row.id);
    if (source && clock) await zoomInto(store, { row, source, clock, windows });
  }
}

interface Target {
  readonly row: SourceRow;
  readonly source: Source;
  readonly clock: Clock;
  readonly windows: readonly Window[];
}

async function zoomInto(store: CaseStore, { row, source, clock, windows }: Target): Promise<void> {
  const readers = openReaders(row, { envelopes, formats, supervisors });
  for (const block of store.blocks(row.id)) {
    if (!touches(block, clock, windows)) continue;
    const { findings, spans } = await closeUp(source, readers, block);
    store.addCloseUp({
      spans: spans.filter((span) => isSpanIn(span, clock, windows)),
      activity: findings.activity.filter((row) => touches(row, clock, windows)),
    });
  }
}

const isSpanIn = ({ start, end }: RequestSpan, clock: Clock, windows: readonly Window[]): boolean =>
  touches({ first: start?.stamp ?? end?.stamp, last: end?.stamp ?? start?.stamp }, clock, windows);
