import type { Lane } from './lanes.ts';
import type { Night } from './night.ts';
import { laneFilter } from './filter.ts';
import { type Span, touches } from './span.ts';

/** A line of the list of lanes: the title of a group, or a lane. */
export type LaneRow =
  { readonly what: 'group'; readonly title: readonly string[] } | { readonly what: 'lane'; readonly lane: Lane };

interface Wanted {
  readonly night: Night;
  readonly window: Span;
  readonly filter: string;
}

/**
 * The lanes to show, below the titles of their groups: those that live within the window and pass the filter. Where there
 * are more than fit, those that an incident touches come first.
 */
export function listedLanes({ night, window, filter }: Wanted, fitting: number): readonly LaneRow[] {
  const isWanted = laneFilter(filter, night);
  const groups = night.groups
    .map(({ title, lanes }) => ({ title, lanes: lanes.flatMap((index) => night.lanes[index] ?? []) }))
    .map(({ title, lanes }) => ({ title, lanes: lanes.filter((lane) => touches(lane, window) && isWanted(lane)) }))
    .filter(({ lanes }) => lanes.length > 0);
  const rows = groups.flatMap(rowsOf);
  if (rows.length <= fitting) return rows;
  const rankOf = (lane: Lane): number => (isHit(lane, night) ? 0 : 1);
  return groups
    .map(({ title, lanes }) => ({ title, lanes: lanes.toSorted((a, b) => rankOf(a) - rankOf(b)) }))
    .toSorted((a, b) => rankOf2(a.lanes, rankOf) - rankOf2(b.lanes, rankOf))
    .flatMap(rowsOf);
}

const rankOf2 = ([first]: readonly Lane[], rankOf: (lane: Lane) => number): number => (first ? rankOf(first) : 1);

/** It died in an incident, or took the place of one that did. */
const isHit = ({ incident, replaces }: Lane, { lanes }: Night): boolean =>
  incident !== undefined || (replaces !== undefined && lanes[replaces]?.incident !== undefined);

const rowsOf = ({ title, lanes }: { readonly title: readonly string[]; readonly lanes: readonly Lane[] }) => [
  ...(title.length > 0 ? [{ what: 'group' as const, title }] : []),
  ...lanes.map((lane) => ({ what: 'lane' as const, lane })),
];
