import type { SourceRow } from '../model/findings.ts';
import type { Clock } from '../model/clock.ts';
import { openReaders } from '../scan/readers.ts';
import { closeUp } from '../scan/scan-source.ts';
import type { Source } from '../sources/source.ts';
import type { CaseStore } from '../store/case-store.ts';
import { factsOf } from './analyse.ts';
import { envelopes, formats, supervisors } from './catalogue.ts';
import { interestOf, telling } from './incident-interest.ts';
import { incidentWindows, touches, type Windows } from './incident-windows.ts';

/**
 * Reads again the blocks that incidents touch and stores the requests and signs of life that belong to them, so that the case
 * alone tells the whole story. Sources that are not at hand any more keep what an earlier zoom stored.
 */
export async function zoom(store: CaseStore, sourcesById: ReadonlyMap<number, Source>): Promise<void> {
  const windows = incidentWindows(factsOf(store));
  for (const row of store.sources()) {
    const source = sourcesById.get(row.id);
    const clock = windows.clocks.find((one) => one.source === row.id);
    if (source && clock) await zoomInto(store, { row, source, clock, all: windows });
  }
}

interface Target {
  readonly row: SourceRow;
  readonly source: Source;
  readonly clock: Clock;
  readonly all: Windows;
}

async function zoomInto(store: CaseStore, { row, source, clock, all }: Target): Promise<void> {
  const readers = openReaders(row, { envelopes, formats, supervisors });
  for (const block of store.blocks(row.id)) {
    const windows = all.windows.filter((window) => touches(block, clock, window));
    if (windows.length === 0) continue;
    const interest = interestOf(windows, clock, all.lostIds);
    const { findings, spans } = await closeUp(source, readers, { row: block, interest });
    store.addCloseUp({ spans, activity: telling(findings.activity, clock, windows) });
  }
}
