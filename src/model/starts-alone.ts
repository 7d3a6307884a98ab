import type { SourceRow } from './findings.ts';
import type { Layout } from './layout.ts';

type Written = Pick<SourceRow, 'id' | 'layouts'>;

/** The sources that tell only how requests start, where no log like them tells how they end: access logs do, or nobody. */
export function startsAloneIn(sources: readonly Written[]): ReadonlySet<number> {
  const told = sources.map(({ id, layouts }) => ({ id, edges: edgesIn(layouts) }));
  const areSplit = told.some(({ edges }) => edges.has('end') && !edges.has('start'));
  return new Set(told.flatMap(({ id, edges }) => (!areSplit && edges.has('start') && !edges.has('end') ? [id] : [])));
}

const edgesIn = (layouts: readonly Layout[]): ReadonlySet<'start' | 'end'> =>
  new Set(layouts.flatMap(({ phrases }) => phrases.map(({ edge }) => edge)));
