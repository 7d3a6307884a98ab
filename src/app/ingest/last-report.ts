import type { Report } from '../../model/report.ts';
import type { CaseStore } from '../../store/case-store.ts';

/** All that an ingest may change, to see whether it did. */
export const stateOf = (store: CaseStore): string =>
  JSON.stringify([store.sources(), store.warnings(), store.statedClocks()]);

/** What the same version has said of the same sources need not be worked out again. `before`: the state of the case then. */
export function lastReport(
  store: CaseStore,
  { toolVersion, before }: { readonly toolVersion: string; readonly before: string },
): Report | undefined {
  if (stateOf(store) !== before) return undefined;
  const report = store.report();
  return report?.tool.version === toolVersion ? report : undefined;
}
