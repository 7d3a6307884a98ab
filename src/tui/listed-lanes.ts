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

/** What was listed last for a night: most keys leave the list as it is, and a long night has ten thousand lives. */
const listed = new WeakMap<
  Night,
  Omit<Wanted, 'night'> & { readonly fitting: number; readonly rows: readonly LaneRow[] }
>();

/**
 * The lanes to show, below the titles of their groups: those that live within the window and pass the filter. Where there
 * are more than fit, those that an incident touches come first.
 */
export function listedLanes({ night, window, filter }: Wanted, fitting: number): readonly LaneRow[] {
  const last = listed.get(night);
  if (last?.window === window && last.filter === filter && last.fitting === fitting) return last.rows;
  const rows = list({ night, window, filter }, fitting);
  listed.set(night, { window, filter, fitting, rows });
  return rows;
}

function list({ night, window, filter }: Wanted, fitting: number): readonly LaneRow[] {
  const isWanted = laneFilter(filter, night);
  const isShown = (lane: Lane | undefined): lane is Lane =>
    lane !== undefined && touches(lane, window) && isWanted(lane);
  const groups = night.groups
    .map(({ title, lanes }) => ({ title, lanes: lanes.map((index) => night.lanes[index]).filter(isShown) }))
    .filter(({ lanes }) => lanes.length > 0);
  const rows = groups.flatMap(rowsOf);
  if (rows.length <= fitting) return rows;
  const split = groups.map(({ title, lanes }) => hitFirst(title, lanes, night));
  return [...split.filter(({ hits }) => hits > 0), ...split.filter(({ hits }) => hits === 0)].flatMap(rowsOf);
}

function hitFirst(title: readonly string[], lanes: readonly Lane[], night: Night) {
  const hit = new Set(lanes.filter((lane) => isHit(lane, night)));
  return { title, hits: hit.size, lanes: [...hit, ...lanes.filter((lane) => !hit.has(lane))] };
}

/** It died in an incident, or took the place of one that did. */
const isHit = ({ incident, replaces }: Lane, { lanes }: Night): boolean =>
  incident !== undefined || (replaces !== undefined && lanes[replaces]?.incident !== undefined);

const rowsOf = ({ title, lanes }: { readonly title: readonly string[]; readonly lanes: readonly Lane[] }) => [
  ...(title.length > 0 ? [{ what: 'group' as const, title }] : []),
  ...lanes.map((lane) => ({ what: 'lane' as const, lane })),
];
