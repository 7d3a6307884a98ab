import { createHash } from 'node:crypto';
import { inTurn } from '../../lib/in-turn.ts';
import type { BlockRow, SourceRow } from '../../model/findings.ts';
import { type Clock, clocksBySource } from '../../model/clock.ts';
import { type IndexedBlock, indexedBlocks } from '../../scan/indexed-blocks.ts';
import type { Source } from '../../sources/source.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { touches, type Windows, windowsIn } from './incident-windows.ts';
import { crossesNear } from './incident-interest.ts';
import { isNearEnough } from './look-closely.ts';
import type { Near } from './near-stretches.ts';
import { unnamedReachUs } from './unnamed-reach.ts';
import type { Scanner } from '../ingest/scanner.ts';

interface Zoom {
  readonly scanner: Scanner;
  readonly windows: Windows;
}

/**
 * Reads again the blocks that incidents touch and stores the requests and signs of life that belong to them, so that the case
 * alone tells the whole story. Sources that are not at hand any more keep what an earlier zoom stored.
 */
export async function zoom(
  store: CaseStore,
  sourcesById: ReadonlyMap<number, Source>,
  { scanner, windows }: Zoom,
): Promise<void> {
  const clockOf = clocksBySource(windows.clocks);
  for (const row of store.sources()) {
    const source = sourcesById.get(row.id);
    const clock = clockOf.get(row.id);
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
  const seen = store.closeUps(source.id);
  const accounts = new Map<BlockRow, { readonly near: Near; readonly account: string }>();
  const blocks = store.blocks(source.id);
  const unnamedUs = unnamedReachUs(blocks);
  for (const row of blocks) {
    const near = nearOf(row, { clock, unnamedUs }, all);
    const account = near && accountOf(near);
    if (near && account !== undefined && seen.get(row.byteFrom) !== account) accounts.set(row, { near, account });
  }
  const scan = async ({ row, block }: IndexedBlock) => {
    const looked = accounts.get(row);
    return { ...(await scanner.scan({ block, written: source, near: looked?.near })), row, looked };
  };
  for await (const { row, looked, findings, spans } of inTurn(
    indexedBlocks(log, [...accounts.keys()]),
    scan,
    scanner.ahead,
  ))
    if (looked) {
      const crossing = store.crossing(row.source, row.byteFrom).filter(crossesNear(looked.near));
      store.addCloseUp({ row, account: looked.account, spans: [...spans, ...crossing], activity: findings.activity });
    }
}

/** The windows that touch a block, and what was lost in them; `undefined`: there are none. */
function nearOf(
  row: BlockRow,
  { clock, unnamedUs }: Pick<Near, 'clock' | 'unnamedUs'>,
  all: Windows,
): Near | undefined {
  const { lostIds, givenUpIds } = all;
  const isShort = isNearEnough(row, { givenUpIds });
  const touching = windowsIn(all, row.source)
    .filter(({ from, nearFrom, to }) => touches(row, clock, { from: isShort ? nearFrom : from, to }))
    .map((window) => (isShort ? window : { ...window, nearFrom: window.from }));
  if (touching.length === 0) return undefined;
  const lost = new Map(
    touching.flatMap(({ pid }) => {
      const ids = lostIds.get(pid);
      return ids ? [[pid, ids] as const] : [];
    }),
  );
  const { pieces, first } = row;
  return { windows: touching, clock, unnamedUs, lostIds: lost, givenUpIds, row: { pieces, first } };
}

/** What a look is for, in short: where nothing of it has changed, it would find the same again. */
function accountOf({ windows, clock, unnamedUs, lostIds, givenUpIds }: Near): string {
  const lost = [...lostIds].map(([pid, ids]) => [pid, [...ids]]);
  return createHash('sha256')
    .update(JSON.stringify([windows, clock.offsetUs, clock.skewUs, unnamedUs, lost, [...givenUpIds]]))
    .digest('base64');
}
