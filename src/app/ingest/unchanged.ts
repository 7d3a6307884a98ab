import type { AskedWindow } from '../../model/asked-window.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Source } from '../../sources/source.ts';
import type { CaseStore } from '../../store/case-store.ts';
import { knownSources } from './known-sources.ts';
import { planSource } from './plan-source.ts';

/** Whether all of these sources are in the case already; those that were moved or rotated are known there by their new names from then on. */
export function areUnchanged(store: CaseStore, sources: readonly Source[], window: AskedWindow | undefined): boolean {
  const known = knownSources(store.sources());
  const plans = sources.map((source) => ({ source, plan: planSource(source, known, window) }));
  const unchanged = plans.flatMap(({ source, plan }) => (plan.what === 'unchanged' ? [{ source, row: plan.row }] : []));
  if (unchanged.length < sources.length) return false;
  const moved = new Set<number>();
  for (const { source, row } of unchanged) {
    // Of files that are the same the first is the one that was read.
    if (!moved.has(row.id)) movePath(store, row, source);
    moved.add(row.id);
  }
  return true;
}

/** A rotated or moved file keeps its place in the case under its new name. */
export function movePath(store: CaseStore, row: SourceRow, { path, stream, ordinal }: Source): void {
  if (row.path !== path || row.ordinal !== ordinal) store.updateSource(row.id, { ...row, path, stream, ordinal });
}
