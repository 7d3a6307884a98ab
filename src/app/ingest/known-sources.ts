import type { SourceRow } from '../../model/findings.ts';
import type { Identity, Source } from '../../sources/source.ts';
import type { CaseStore } from '../../store/case-store.ts';

/** The sources that a case knows, found by what they hold: with thousands of small logs, to hold each against all takes longer than to read them. */
export interface KnownSources {
  /** The first of exactly this content. */
  like(identity: Identity): SourceRow | undefined;
  /** Those with which the source may begin, its own path's first, then in the order of their ids. */
  mayBegin(source: Source): Iterable<SourceRow>;
  at(path: string): SourceRow | undefined;
}

/** The same while sources are read into the case. */
export interface GrowingSources extends KnownSources {
  /** To be told of each source that was read. */
  readonly hear: (id: number, source: Source) => void;
}

/** Two logs hardly begin alike for so many bytes. */
const BEGINNING_BYTES = 512;
/** The beginning of what is shorter, or was read before: it is looked at in full. */
const NOT_KNOWN = '';

interface Settable extends KnownSources {
  readonly set: (row: SourceRow, beginning: string) => void;
}

export function knownSources(rows: readonly SourceRow[]): Settable {
  const byId = new Map<number, SourceRow>();
  const beginnings = new Map<number, string>();
  const [byContent, byBeginning, byPath] = [newGroups(), newGroups(), newGroups()];
  const rowsOf = (ids: Iterable<number>): readonly SourceRow[] =>
    [...ids].sort((one, other) => one - other).flatMap((id) => byId.get(id) ?? []);
  const set = (row: SourceRow, beginning: string): void => {
    const { id } = row;
    const before = byId.get(id);
    if (before) {
      byContent.get(contentOf(before))?.delete(id);
      byPath.get(before.path)?.delete(id);
    }
    byBeginning.get(beginnings.get(id) ?? NOT_KNOWN)?.delete(id);
    byId.set(id, row);
    beginnings.set(id, beginning);
    addTo(byContent, contentOf(row), id);
    addTo(byPath, row.path, id);
    addTo(byBeginning, beginning, id);
  };
  for (const row of rows) set(row, NOT_KNOWN);
  return {
    set,
    like: ({ bytes, headHash, tailHash }) =>
      rowsOf(byContent.get(contentOf({ storedBytes: bytes, headHash, tailHash })) ?? [])[0],
    *mayBegin(source) {
      const own = rowsOf(byPath.get(source.path) ?? []);
      yield* own;
      const others = [NOT_KNOWN, beginningOf(source)].flatMap((beginning) => [...(byBeginning.get(beginning) ?? [])]);
      yield* rowsOf(others).filter((row) => !own.includes(row));
    },
    at: (path) => rowsOf(byPath.get(path) ?? [])[0],
  };
}

/** Those of the case, and what is read into it from now on. */
export function growingSources(store: CaseStore): GrowingSources {
  const { set, ...known } = knownSources(store.sources());
  return {
    ...known,
    hear(id, source) {
      const row = store.source(id);
      set(row, row.headBytes < BEGINNING_BYTES ? NOT_KNOWN : beginningOf(source));
    },
  };
}

/** Ids of sources by what they have in common. */
type Groups = Map<string, Set<number>>;

const newGroups = (): Groups => new Map();

function addTo(groups: Groups, key: string, id: number): void {
  const group = groups.get(key);
  if (group) group.add(id);
  else groups.set(key, new Set([id]));
}

const beginningOf = (source: Source): string => source.hashOfHead(BEGINNING_BYTES);

const contentOf = ({ storedBytes, headHash, tailHash }: Pick<SourceRow, 'storedBytes' | 'headHash' | 'tailHash'>) =>
  `${String(storedBytes)} ${headHash} ${tailHash}`;
