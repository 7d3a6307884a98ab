import type { SourceRow } from '../model/findings.ts';
import type { Source } from '../sources/source.ts';

/** What is to be done with a source that was found. */
export type Plan =
  | { readonly what: 'new' }
  /** All of it is in the case already, perhaps under another path. */
  | { readonly what: 'unchanged'; readonly row: SourceRow }
  /** It was appended to, or an earlier ingest of it did not come to its end. */
  | { readonly what: 'continue'; readonly row: SourceRow };

/** Knows a source again by its content: a file that was moved, copied or rotated is still the same. */
export function planSource(source: Source, known: readonly SourceRow[]): Plan {
  if (source.bytes === undefined) return { what: 'new' };
  const { bytes, tailHash } = source.identify();
  for (const row of known) {
    if (row.headBytes > bytes || source.hashOfHead(row.headBytes) !== row.headHash) continue;
    if (row.storedBytes === bytes && row.tailHash === tailHash) return { what: 'unchanged', row };
    const wasCutOff = row.storedBytes === 0;
    if (wasCutOff || (bytes > row.storedBytes && source.hashBefore(row.storedBytes) === row.tailHash))
      return { what: 'continue', row };
  }
  return { what: 'new' };
}
