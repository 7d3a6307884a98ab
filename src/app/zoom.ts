import { inTurn } from '../lib/in-turn.ts';
import type { BlockRow, SourceRow } from '../model/findings.ts';
import type { Clock } from '../model/clock.ts';
import { type IndexedBlock, indexedBlocks } from '../scan/indexed-blocks.ts';
import type { Source } from '../sources/source.ts';
import type { CaseStore } from '../store/case-store.ts';
import { factsOf } from './analyse.ts';
import { incidentWindows, touches, type Windows } from './incident-windows.ts';
import type { Scanner } from './scanner.ts';

/**
 * Reads again the blocks that incidents touch and stores the requests and signs of life that belong to them, so that the case
 * alone tells the whole story. Sources that are not at hand any more keep what an earlier zoom stored.
 */
export async function zoom(
  store: CaseStore,
  sourcesById: ReadonlyMap<number, Source>,
  scanner: Scanner,
): Promise<void> {
  const windows = incidentWindows(factsOf(store));
  for (const row of store.sources()) {
    const source = sourcesById.get(row.id);
    const clock = windows.clocks.find((one) => one.source === row.id);
    if (source && clock) await zoomInto(store, { row, source, clock, all: windows }, scanner);
  }
}

interface Target {
  readonly row: SourceRow;
  readonly source: Source;
  readonly clock: Clock;
  readonly all: Windows;
}

async function zoomInto(
  store: CaseStore,
  { row: source, source: log, clock, all }: Target,
  scanner: Scanner,
): Promise<void> {
  const windowsOn = (row: BlockRow) => all.windows.filter((window) => touches(row, clock, window));
  const rows = store.blocks(source.id).filter((row) => windowsOn(row).length > 0);
  const scan = async ({ row, block }: IndexedBlock) =>
    scanner.scan({ block, written: source, near: { windows: windowsOn(row), clock, lostIds: all.lostIds } });
  for await (const { findings, spans } of inTurn(indexedBlocks(log, rows), scan, scanner.ahead))
    store.addCloseUp({ spans, activity: findings.activity });
}
