import type { Glyphs } from './glyphs.ts';
import type { Lane } from './lanes.ts';
import type { overviewLayout } from './layout.ts';
import { type LaneRow, listedLanes } from './listed-lanes.ts';
import { fitted, type Line, piece, type Piece, type Style } from './piece.ts';
import { blank, type Cells, columnOf, fill, piecesOf, put, type Scale, write } from './plot.ts';
import { scrolled } from './scrolled.ts';
import type { State } from './state.ts';
import { endWords } from './words.ts';

interface Drawing {
  readonly scale: Scale;
  readonly layout: ReturnType<typeof overviewLayout>;
  readonly glyphs: Glyphs;
}

/** A line a life, scrolled so that the one looked at is seen; the last line tells how many there are more. */
export function drawLanes(state: State, drawing: Drawing): readonly Line[] {
  const { laneRows } = drawing.layout;
  const rows = listedLanes(state, laneRows);
  const selected = rows.findIndex((row) => row.what === 'lane' && row.lane.index === state.lane);
  const { top, shown } = scrolled(rows, selected, laneRows);
  const lines = shown.map((row) =>
    row.what === 'group' ? groupLine(row, state, drawing) : laneLine(row.lane, state, drawing),
  );
  if (rows.length === 0)
    lines.push([piece(state.filter === '' ? ' no worker lived here' : ' no worker passes the filter', 'dim')]);
  const blanks = Array.from({ length: laneRows - lines.length }, (): Line => []);
  if (blanks.length > 1) blanks[blanks.length - 1] = legend(drawing.glyphs);
  const more = rows.length - top - laneRows;
  const last = lines.at(-1);
  if (more > 0 && last)
    lines[lines.length - 1] = [...last.slice(0, -1), ...withNote(last.at(-1), `${String(more)} more below`)];
  return [...lines, ...blanks];
}

/** What the bars mean, where there is room to say it. */
function legend(glyphs: Glyphs): Line {
  const told: readonly (readonly [glyph: string, style: Style, means: string])[] = [
    [glyphs.boot, 'alive', 'boot'],
    [glyphs.life, 'alive', 'alive'],
    [glyphs.silence, 'dim', 'silent'],
    [glyphs.stall, 'stall', 'stalled'],
    [glyphs.death, 'cause-timeout', 'died'],
    [glyphs.left, 'alive', 'left'],
    [glyphs.unheard, 'dim', 'not heard of'],
  ];
  return told.flatMap(([glyph, style, means]) => [piece(` ${glyph.repeat(2)}`, style), piece(` ${means} `, 'dim')]);
}

/** The end of a line gives way to a note. */
function withNote(last: Piece | undefined, note: string): readonly Piece[] {
  const room = Array.from(last?.text ?? '').length - note.length - 1;
  if (!last || room < 0) return [piece(` ${note}`, 'dim')];
  return [{ ...last, text: Array.from(last.text).slice(0, room).join('') }, piece(` ${note}`, 'dim')];
}

function groupLine({ title }: Extract<LaneRow, { what: 'group' }>, { size }: State, { glyphs }: Drawing): Line {
  const text = ` ${title.join(` ${glyphs.dot} `)} `;
  return [piece(text, 'strong'), piece(glyphs.rule.repeat(Math.max(0, size.columns - text.length)), 'dim')];
}

function laneLine(lane: Lane, state: State, { scale, layout, glyphs }: Drawing): Line {
  const isLookedAt = lane.index === state.lane;
  const label = `${isLookedAt ? glyphs.looked : ' '}${fitted(`${lane.replaces === undefined ? '' : ' '}${String(lane.life.pid ?? lane.life.name ?? '?')}`, layout.labelColumns - 1)} `;
  const cells = laneCells(lane, { state, scale, glyphs });
  return [piece(label, isLookedAt ? 'looked-at' : 'plain'), ...piecesOf(cells)];
}

interface Pen {
  readonly state: State;
  readonly scale: Scale;
  readonly glyphs: Glyphs;
}

function laneCells(lane: Lane, { state, scale, glyphs }: Pen): Cells {
  const cells = blank(scale.columns);
  const at = (moment: number): number => columnOf(scale, moment);
  put(cells, at(state.at), { glyph: glyphs.guide, style: 'dim' });
  const [from, to] = [at(lane.from), at(lane.to)];
  fill(cells, [from, at(lane.heardUntil)], { glyph: glyphs.life, style: 'alive' });
  if (lane.heardUntil < lane.to) fill(cells, [at(lane.heardUntil) + 1, to], { glyph: glyphs.unheard, style: 'dim' });
  for (const quiet of lane.quiet) {
    const isStall = quiet.what === 'stall';
    const span = [Math.max(from, at(quiet.from)), Math.min(to, at(quiet.to))] as const;
    fill(cells, span, { glyph: isStall ? glyphs.stall : glyphs.silence, style: isStall ? 'stall' : 'dim' });
  }
  if (lane.isBooted) put(cells, from, { glyph: glyphs.boot, style: 'alive' });
  drawLink(cells, lane, { state, scale, glyphs });
  drawEnd(cells, lane, { to, glyphs });
  return cells;
}

/** From the death of the life whose place it took, which is the line above. */
function drawLink(cells: Cells, { replaces, from, isBooted }: Lane, { state, scale, glyphs }: Pen): void {
  const before = state.night.lanes[replaces ?? -1];
  if (!before) return;
  const [death, boot] = [columnOf(scale, before.to), columnOf(scale, from)];
  put(cells, death, { glyph: glyphs.link, style: 'dim' });
  if (isBooted) put(cells, Math.max(boot, death + 1), { glyph: glyphs.boot, style: 'alive' });
}

function drawEnd(cells: Cells, { life }: Lane, { to, glyphs }: { readonly to: number; readonly glyphs: Glyphs }): void {
  if (life.diedAt === null || life.end === 'running') return;
  if (life.end === 'graceful') {
    put(cells, to, { glyph: glyphs.left, style: 'alive' });
    return;
  }
  const style: Style = `cause-${life.end}`;
  put(cells, to, { glyph: glyphs.death, style });
  const words = endWords[life.end];
  const after = write(cells, to + 2, piece(words, style));
  if (!after) write(cells, to - words.length - 1, piece(`${words} `, style));
}
