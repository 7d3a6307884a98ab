import type { Group } from './group-messages.ts';
import { speakerOf } from './messages.ts';
import { COLUMN, valueIn, type Edge } from './pairing.ts';

/** Ids are shared by at least so many pairs of messages. */
const FEWEST_SHARED = 3;
/** An id comes back in messages that say the same: a few times in a retry, more often where it is a session's. */
const LEAST_DISTINCT = 0.1;
/** Share of a group's ids that must also stand in the others. */
const LEAST_KNOWN = 0.5;
const MOST_SPACES = 6;
/** An address is a client's, who may ask for much at the same time. */
const ADDRESS = /#\d{1,3}(?:\.\d{1,3}){3}$/;
/** A value that stands in more places than these is no id. */
const MOST_PLACES = 16;

interface Column extends Edge {
  readonly keys: ReadonlySet<string>;
}

/** For each kind of id that messages of different groups share: where it stands in which group. The most shared one first. */
export const findIds = (groups: readonly Group[]): readonly (readonly Edge[])[] => {
  const columns = groups.flatMap((group) => columnsOf(group));
  const shared = countShared(columns);
  const anchors = [...shared].filter(({ count }) => count >= FEWEST_SHARED).sort((a, b) => b.count - a.count);
  const used = new Set<Column>();
  const spaces: (readonly Edge[])[] = [];
  for (const { one, other } of anchors) {
    if (spaces.length >= MOST_SPACES || used.has(one) || used.has(other)) continue;
    const space = spaceAround([one, other], columns);
    for (const column of space) used.add(column);
    spaces.push(space);
  }
  return spaces;
};

const columnsOf = (group: Group): readonly Column[] => {
  const places = group.shape.flatMap(({ kind }, place) => (kind === 'value' ? [place] : []));
  return [COLUMN, ...places].flatMap((place) => {
    const values = group.said.flatMap((said) => {
      const value = valueIn(said, place);
      return value === '' ? [] : [`${speakerOf(said.message)}#${value}`];
    });
    const keys = new Set(values);
    if (values.every((value) => ADDRESS.test(value))) return [];
    return keys.size > 0 && keys.size >= values.length * LEAST_DISTINCT ? [{ group, place, keys }] : [];
  });
};

interface Shared {
  readonly one: Column;
  readonly other: Column;
  count: number;
}

/** How many keys each two columns of different groups share. */
const countShared = (columns: readonly Column[]): Iterable<Shared> => {
  const byKey = new Map<string, Column[]>();
  for (const column of columns) for (const key of column.keys) byKey.set(key, [...(byKey.get(key) ?? []), column]);
  const counts = new Map<Column, Map<Column, Shared>>();
  for (const holders of byKey.values()) {
    if (holders.length > MOST_PLACES) continue;
    holders.forEach((one, place) => {
      for (const other of holders.slice(place + 1)) if (other.group !== one.group) countOne(counts, one, other);
    });
  }
  return [...counts.values()].flatMap((others) => [...others.values()]);
};

const countOne = (counts: Map<Column, Map<Column, Shared>>, one: Column, other: Column): void => {
  const others = counts.get(one) ?? new Map<Column, Shared>();
  const shared = others.get(other) ?? { one, other, count: 0 };
  shared.count += 1;
  others.set(other, shared);
  counts.set(one, others);
};

/** The anchors, and of each other group the column that shares most keys with them, if it shares enough. */
const spaceAround = (anchors: readonly [Column, Column], columns: readonly Column[]): readonly Column[] => {
  const known = new Set([...anchors[0].keys, ...anchors[1].keys]);
  const best = new Map<Group, { readonly column: Column; readonly share: number }>();
  for (const column of columns) {
    if (anchors.some(({ group }) => group === column.group)) continue;
    const share = [...column.keys].filter((key) => known.has(key)).length / column.keys.size;
    if (share >= LEAST_KNOWN && share > (best.get(column.group)?.share ?? 0)) best.set(column.group, { column, share });
  }
  return [...anchors, ...[...best.values()].map(({ column }) => column)];
};
