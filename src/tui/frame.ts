import { drawExhibit, drawPreview } from './draw-evidence.ts';
import { drawIncident } from './draw-incident.ts';
import { drawOverview } from './draw-overview.ts';
import { selectedExhibit } from './exhibit.ts';
import { type Glyphs, glyphsOf } from './glyphs.ts';
import { KEY_HELP } from './keys.ts';
import { incidentLayout, isTooSmall, LEAST } from './layout.ts';
import { cutLine, type Line, piece, wrapped } from './piece.ts';
import { MARK_HELP } from './plot-lines.ts';
import type { State } from './state.ts';
import { statusLine } from './status-line.ts';

/** With what a frame is drawn. */
interface Look {
  /** Only ASCII, for terminals and locales without UTF-8. */
  readonly ascii: boolean;
}

/** One frame: as many lines as the state's size has rows, none of them wider. Pure: same state, same frame. */
export function frameOf(state: State, look: Look): readonly Line[] {
  const { columns, rows } = state.size;
  const glyphs = glyphsOf(look);
  const body = isTooSmall(state.size) ? tooSmall(state) : [...bodyOf(state, glyphs), statusLine(state)];
  const lines = body.slice(0, rows).map((line) => cutLine(line, columns));
  return [...lines, ...Array.from({ length: rows - lines.length }, () => [])];
}

const tooSmall = ({ size: { columns, rows } }: State): readonly Line[] =>
  wrapped(
    `This terminal has ${String(columns)}x${String(rows)}; the timeline needs ${String(LEAST.columns)}x${String(LEAST.rows)}. Make it larger, or q quits.`,
    columns,
  ).map((line) => [piece(line)]);

/** All but the status line, filled up to it. */
function bodyOf(state: State, glyphs: Glyphs): readonly Line[] {
  const rows = state.size.rows - 1;
  const lines = state.showsKeys ? keysPage() : screenOf(state, glyphs);
  return [...lines.slice(0, rows), ...Array.from({ length: Math.max(0, rows - lines.length) }, () => [])];
}

function screenOf(state: State, glyphs: Glyphs): readonly Line[] {
  const happening = state.night.happenings[state.incident ?? -1];
  if (state.screen === 'overview') return drawOverview(state, glyphs);
  if (state.screen === 'evidence') return evidencePage(state, glyphs);
  return happening
    ? [...drawIncident(state, happening, glyphs), ...preview(state, glyphs)]
    : drawOverview(state, glyphs);
}

function preview(state: State, glyphs: Glyphs): readonly Line[] {
  const { columns } = state.size;
  const { evidenceRows } = incidentLayout(state.size);
  const page = { columns, glyphs, surroundings: state.surroundings };
  return [
    [piece(glyphs.rule.repeat(columns), 'dim')],
    ...drawPreview(selectedExhibit(state), page).slice(0, evidenceRows),
  ];
}

function evidencePage(state: State, glyphs: Glyphs): readonly Line[] {
  const { columns, rows } = state.size;
  const lines = drawExhibit(selectedExhibit(state), { columns, glyphs, surroundings: state.surroundings });
  const top = Math.max(0, Math.min(state.scroll, lines.length - (rows - 1)));
  return lines.slice(top);
}

const keysPage = (): readonly Line[] => [
  [piece(' Keys', 'title')],
  ...KEY_HELP.map(([keys, does]) => [piece(`  ${keys.padEnd(18)} `, 'strong'), piece(does)]),
  [],
  [piece(` ${MARK_HELP}`, 'dim')],
];
