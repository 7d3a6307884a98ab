import type { MarkKind } from '../model/timeline.ts';
import type { Clockwork } from './clock-text.ts';
import type { Glyphs } from './glyphs.ts';
import { momentOf } from './moment.ts';
import { type Happening } from './night.ts';
import { piece, type Piece, type Style } from './piece.ts';
import { blank, type Cells, columnOf, piecesOf, put, type Scale, write } from './plot.ts';
import { holds } from './span.ts';
import type { State } from './state.ts';
import { ticksOf } from './ticks.ts';

interface Axis {
  readonly clockwork: Clockwork;
  /** The moment looked at; `undefined` where none is. */
  readonly at: number | undefined;
  readonly glyphs: Glyphs;
}

/** Round times, and the moment looked at. */
export function axisLine(scale: Scale, { clockwork, at, glyphs }: Axis): readonly Piece[] {
  const cells = blank(scale.columns);
  const cursor = at === undefined ? -1 : columnOf(scale, at);
  for (const { column, text } of ticksOf(scale, clockwork)) {
    put(cells, column, { glyph: glyphs.tick, style: 'dim' });
    const isCovered = cursor > column && cursor <= column + text.length;
    if (!isCovered) write(cells, column + 1, piece(text, 'dim'));
  }
  put(cells, cursor, { glyph: glyphs.cursor, style: 'strong' });
  return piecesOf(cells);
}

/** Ids of incidents at their times; those too near for that share one label, from the first to the last. */
export function happeningCells({ night, lane, window }: State, scale: Scale, glyphs: Glyphs): Cells {
  const cells = blank(scale.columns);
  const shown = night.happenings.filter(({ at }) => holds(window, at)).toSorted((a, b) => a.at - b.at);
  for (let first = 0; first < shown.length;) {
    const column = columnOf(scale, shown[first]?.at ?? 0);
    const group = runFrom(shown, first, scale);
    const text = labelOf(group, glyphs);
    const isLookedAt = group.some((happening) => happening.lane === lane);
    const [one] = group;
    const style: Style = isLookedAt
      ? 'looked-at'
      : group.length === 1 && one
        ? `cause-${one.incident.cause}`
        : 'failure';
    write(cells, Math.min(column, scale.columns - text.length), piece(text, style));
    first += group.length;
  }
  return cells;
}

/** Two columns of air between labels. */
const AIR = 2;

/** The incidents from one on whose labels would run into each other. */
function runFrom(shown: readonly Happening[], first: number, scale: Scale): readonly Happening[] {
  const from = columnOf(scale, shown[first]?.at ?? 0);
  let last = first;
  let width = shown[first]?.incident.id.length ?? 0;
  for (let next = shown[last + 1]; next && columnOf(scale, next.at) < from + width + AIR; next = shown[last + 1]) {
    last += 1;
    width = (shown[first]?.incident.id.length ?? 0) + 1 + next.incident.id.length;
  }
  return shown.slice(first, last + 1);
}

function labelOf(group: readonly Happening[], glyphs: Glyphs): string {
  const [first, last] = [group[0]?.incident.id ?? '', group.at(-1)?.incident.id ?? ''];
  return group.length === 1 ? first : `${first}${glyphs.dash}${last}`;
}

/** Marks that are made of what the report says, and no server's words. */
type OwnKind = 'proxy' | 'near-miss' | 'remark';

/** Letters of the marks; where several share a column, the first of these shows. */
const LETTERS: readonly (readonly [kind: MarkKind | OwnKind, letter: string])[] = [
  ['remark', 'M'],
  ['kernel', 'K'],
  ['stop', 'E'],
  ['start', 'S'],
  ['reload', 'R'],
  ['near-miss', 'N'],
  ['proxy', 'P'],
];

/** What the letters mean, for the keys' page. */
export const MARK_HELP =
  'marks: S server started, E ended, R reload, K kernel or service manager, N near miss, P proxy error, M remark of yours';

/** What happened beside the lives: servers, reloads, the kernel, near misses, a proxy's errors. */
export function markCells({ night }: State, scale: Scale): Cells {
  const cells = blank(scale.columns);
  const ranks = new Map<number, number>();
  const mark = (at: number, kind: MarkKind | OwnKind): void => {
    const column = columnOf(scale, at);
    const rank = LETTERS.findIndex(([one]) => one === kind);
    if (rank > (ranks.get(column) ?? LETTERS.length)) return;
    ranks.set(column, rank);
    put(cells, column, { glyph: LETTERS[rank]?.[1] ?? '?', style: kind === 'kernel' ? 'failure' : 'mark' });
  };
  for (const { at, kind } of night.marks) mark(at, kind);
  for (const { at, isProxied } of night.losses) if (isProxied) mark(at, 'proxy');
  for (const remark of night.report.remarks) mark(momentOf(remark.at) ?? Number.NaN, 'remark');
  for (const { quiet } of night.lanes)
    for (const { from, what } of quiet) if (what === 'stall') mark(from, 'near-miss');
  return cells;
}
