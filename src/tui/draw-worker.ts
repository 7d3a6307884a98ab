import { workerName } from '../lib/worker-name.ts';
import type { Glyphs } from './glyphs.ts';
import type { DeathSpan } from './incident-rows.ts';
import type { Lane } from './lanes.ts';
import type { Happening } from './night.ts';
import type { Style } from './piece.ts';
import { blank, type Cells, columnOf, fill, put, type Scale } from './plot.ts';
import { touches } from './span.ts';
import type { State } from './state.ts';

/** A line of an incident's screen before it is put together. */
export interface DrawnRow {
  readonly label: string;
  readonly cells: Cells;
  readonly age: string;
  readonly isLookedAt: boolean;
  readonly style: Style;
}

interface Drawing {
  readonly scale: Scale;
  readonly glyphs: Glyphs;
}

/** The worker that died: alive up to B, silent up to the end. */
export function workerCells(
  { night }: State,
  { lane, incident }: Happening,
  { scale, glyphs, death }: Drawing & { readonly death: DeathSpan },
): Cells {
  const cells = blank(scale.columns);
  const life = night.lanes[lane ?? -1];
  const at = (moment: number): number => columnOf(scale, moment);
  const from = life ? at(life.from) : 0;
  fill(cells, [from, at(death.gone)], { glyph: glyphs.life, style: 'alive' });
  if (death.began !== undefined)
    fill(cells, [Math.max(from, at(death.began)), at(death.gone)], { glyph: glyphs.silence, style: 'dim' });
  if (life?.isBooted === true) put(cells, from, { glyph: glyphs.boot, style: 'alive' });
  put(cells, at(death.gone), { glyph: glyphs.death, style: `cause-${incident.cause}` });
  return cells;
}

/** The workers beside it, dimmed, on the lines that are left: its replacement first. */
export function otherLanes(
  { night, close }: State,
  { lane, incident }: Happening,
  { scale, glyphs, rows }: Drawing & { readonly rows: number },
): readonly DrawnRow[] {
  const own = night.lanes[lane ?? -1];
  const isBeside = (other: Lane): boolean =>
    other !== own && other.life.host === incident.host && other.master === own?.master && touches(other, close);
  const beside = rows < 2 ? [] : night.lanes.filter(isBeside).slice(0, Math.max(0, rows - 1));
  const replacement = beside.filter(({ replaces }) => replaces !== undefined && replaces === lane);
  const rest = beside.filter((other) => !replacement.includes(other));
  return [...replacement, ...rest].map((other) => ({
    label: `${workerName(other.life)}${other.replaces !== undefined && other.replaces === lane ? ', took its place' : ''}`,
    cells: besideCells(other, { scale, glyphs }),
    ...{ age: '', isLookedAt: false, style: 'dim' },
  }));
}

function besideCells(lane: Lane, { scale, glyphs }: Drawing): Cells {
  const cells = blank(scale.columns);
  const [from, to] = [columnOf(scale, lane.from), columnOf(scale, lane.heardUntil)];
  if (lane.heardUntil < lane.to)
    fill(cells, [to + 1, columnOf(scale, lane.to)], { glyph: glyphs.unheard, style: 'dim' });
  fill(cells, [from, to], { glyph: glyphs.life, style: 'dim' });
  if (lane.isBooted) put(cells, from, { glyph: glyphs.boot, style: 'dim' });
  if (lane.life.diedAt !== null)
    put(cells, to, { glyph: lane.life.end === 'graceful' ? glyphs.left : glyphs.death, style: 'dim' });
  return cells;
}
