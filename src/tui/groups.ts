import { groupedBy } from '../lib/grouped.ts';
import type { Master } from '../model/timeline.ts';
import type { Lane } from './lanes.ts';

/** The lives of one host and master. */
export interface Group {
  /** `web-1 · gunicorn 20.0.4 · master 10013`; empty where nothing is known of either. */
  readonly title: readonly string[];
  /** Indices of its lanes: each replacement right below the life whose place it took, else by boot. */
  readonly lanes: readonly number[];
}

const titleOf = (host: string | null, master: Master | undefined): readonly string[] => [
  ...(host === null ? [] : [host]),
  ...(master ? [master.server] : []),
  ...(master?.pid === undefined ? [] : [`master ${String(master.pid)}`]),
];

/** The groups in order of their first life. */
export function groupsOf(lanes: readonly Lane[], masters: readonly Master[]): readonly Group[] {
  const byBoot = lanes.toSorted((a, b) => a.from - b.from || a.index - b.index);
  const groups = groupedBy(byBoot, ({ life, master }) => `${life.host ?? ''} ${String(master)}`);
  return [...groups.values()].map((members) => {
    const [first] = members;
    const master = first?.master === undefined ? undefined : masters[first.master];
    return { title: titleOf(first?.life.host ?? null, master), lanes: chained(members, lanes) };
  });
}

function chained(members: readonly Lane[], lanes: readonly Lane[]): readonly number[] {
  const left = new Set(members.map(({ index }) => index));
  const order: number[] = [];
  for (const { index, replaces } of members) {
    if (replaces !== undefined && left.has(replaces)) continue;
    for (let next: number | undefined = index; next !== undefined && left.delete(next); next = lanes[next]?.replacedBy)
      order.push(next);
  }
  // a chain that bites its own tail has no beginning
  return [...order, ...left];
}
