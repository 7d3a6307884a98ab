import { sameJson } from '../../lib/same-json.ts';
import type { AskedWindow } from '../../model/asked-window.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Source } from '../../sources/source.ts';
import { SAMPLE } from '../sample.ts';
import type { KnownSources } from './known-sources.ts';

/** What is to be done with a source that was found. */
export type Plan =
  | { readonly what: 'new' }
  /** All of it is in the case already, perhaps under another path. */
  | { readonly what: 'unchanged'; readonly row: SourceRow }
  /** It was appended to, another stretch of it was read, or an earlier ingest of it did not come to its end. */
  | { readonly what: 'continue'; readonly row: SourceRow };

/** Knows a source again by its content: a file that was moved, copied or rotated is still the same. */
export function planSource(source: Source, known: KnownSources, window?: AskedWindow): Plan {
  if (source.bytes === undefined) return { what: 'new' };
  const identity = source.identify();
  const { bytes } = identity;
  const same = known.like(identity);
  if (same) return { what: sameJson(same.window, window) ? 'unchanged' : 'continue', row: same };
  const hashOfHead = onceFor((count) => source.hashOfHead(count));
  for (const row of known.mayBegin(source)) {
    if (row.headBytes > bytes || hashOfHead(row.headBytes) !== row.headHash) continue;
    if (isCutOff(row) || hasGrown(source, bytes, row)) return { what: 'continue', row };
  }
  return { what: 'new' };
}

/** A log that was short when it was first seen may not have shown yet how it is written: it is looked at again. */
export const isToLearn = (plan: Plan): boolean =>
  plan.what === 'new' || (plan.what === 'continue' && plan.row.bytes < SAMPLE.maxBytes);

/** The same, but worked out once for each number: nearly all heads that are known are of one length. */
function onceFor(hash: (count: number) => string): (count: number) => string {
  const known = new Map<number, string>();
  return (count) => {
    const hex = known.get(count) ?? hash(count);
    known.set(count, hex);
    return hex;
  };
}

const isCutOff = ({ storedBytes }: SourceRow): boolean => storedBytes === 0;

const hasGrown = (source: Source, bytes: number, { storedBytes, tailHash }: SourceRow): boolean =>
  bytes > storedBytes && source.hashBefore(storedBytes) === tailHash;
