import { inTurn } from '../lib/in-turn.ts';
import type { BlockRow, SourceRow } from '../model/findings.ts';
import type { Clock } from '../model/clock.ts';
import { readBlock } from '../scan/scan-source.ts';
import type { Source } from '../sources/source.ts';
import type { CaseStore } from '../store/case-store.ts';
import { factsOf } from './analyse.ts';
import { incidentWindows, touches, type Windows } from './incident-windows.ts';
import type { Near } from './scan-task.ts';
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

async function zoomInto(store: CaseStore, { row, source, clock, all }: Target, scanner: Scanner): Promise<void> {
  const looks = store.blocks(row.id).flatMap((block): readonly Look[] => {
    const windows = all.windows.filter((window) => touches(block, clock, window));
    return windows.length === 0 ? [] : [{ block, near: { windows, clock, lostIds: all.lostIds } }];
  });
  const scan = async ({ block, near }: Look) =>
    scanner.scan({ block: await readBlock(source, block), written: row, near });
  for await (const { findings, spans } of inTurn(looks, scan, scanner.ahead))
    store.addCloseUp({ spans, activity: findings.activity });
}

/** A block that is looked at again, and what for. */
interface Look {
  readonly block: BlockRow;
  readonly near: Near;
}
