import { workerName } from '../lib/worker-name.ts';
import { cutToWidth } from '../lib/display-width.ts';
import { isBlockBound } from '../model/block-begin.ts';
import type { Incident, RequestClaim } from '../model/report.ts';
import { dayAndTime } from './clock-text.ts';
import type { Glyphs } from './glyphs.ts';
import { claimsOf, type DeathSpan, deathSpan } from './incident-rows.ts';
import { incidentLayout } from './layout.ts';
import { momentOf } from './moment.ts';
import type { Happening } from './night.ts';
import { fitted, type Line, piece } from './piece.ts';
import { axisLine } from './plot-lines.ts';
import { blank, type Cells, columnOf, fill, piecesOf, put, type Scale, write } from './plot.ts';
import { requestLabel } from './request-label.ts';
import { scrolled } from './scrolled.ts';
import type { State } from './state.ts';
import { blockWords, causeWords, counted, lengthWords, sure } from './words.ts';
import { type DrawnRow, workerCells, otherLanes } from './draw-worker.ts';

/** One incident: the worker's death as a span, and each of its requests as a bar, the oldest first. */
export function drawIncident(state: State, happening: Happening, glyphs: Glyphs): readonly Line[] {
  const layout = incidentLayout(state.size);
  const scale: Scale = { window: state.close, columns: layout.plotColumns };
  const death = deathSpan(happening);
  const { incident } = happening;
  const claims = claimsOf(incident, state.filter);
  const { top, shown } = scrolled(claims, state.row - 1, layout.requestRows);
  const row = ({ label, cells, age, isLookedAt, style }: DrawnRow): Line => [
    piece(
      `${isLookedAt ? glyphs.looked : ' '}${fitted(label, layout.labelColumns - 1)}`,
      isLookedAt ? 'looked-at' : style,
    ),
    piece(' '),
    ...piecesOf(cells),
    piece(age.padStart(layout.ageColumns), 'dim'),
  ];
  const requests = shown.map((claim, at) =>
    row({
      ...{ label: requestLabel(claim, layout.labelColumns - 1), style: claim.role, age: ageOf(claim) },
      cells: claimCells(claim, { scale, death, glyphs }),
      isLookedAt: top + at + 1 === state.row,
    }),
  );
  const others = otherLanes(state, happening, { scale, glyphs, rows: layout.requestRows - requests.length });
  const filled = [...requests, ...others.map(row)];
  const blanks = Array.from({ length: Math.max(0, layout.requestRows - filled.length) }, () => []);
  return [
    ...story(state, happening, glyphs),
    [piece(' '.repeat(layout.labelColumns + 1)), ...axisLine(scale, { clockwork: state, at: undefined, glyphs })],
    [piece(' '.repeat(layout.labelColumns + 1)), ...piecesOf(spanCells(death, happening, { scale, glyphs }))],
    row({
      ...{ label: workerName(incident.worker), style: 'strong', isLookedAt: state.row === 0 },
      cells: workerCells(state, happening, { scale, glyphs, death }),
      age: '',
    }),
    ...[...filled, ...blanks].map((line, at) =>
      withMore(line, at === layout.requestRows - 1 ? claims.length - top - layout.requestRows : 0),
    ),
  ];
}

const withMore = (line: Line, more: number): Line =>
  more > 0 ? [...line.slice(0, -1), piece(`+${String(more)} more`.padStart(8), 'strong')] : line;

/** Which incident, what happened, and who was in it. */
function story(state: State, { incident, at, index }: Happening, glyphs: Glyphs): readonly Line[] {
  const { worker, blocked } = incident;
  const stuck = blockWords(incident);
  const of = state.night.happenings.length;
  const next = worker.replacementPid === null ? '' : ` ${glyphs.dot} replaced by ${String(worker.replacementPid)}`;
  const dot = ` ${glyphs.dot} `;
  const roles = [
    counted(incident.casualtyCount, 'casualty', 'casualties'),
    ...(['survivor', 'stalled'] as const).flatMap((role) => {
      const count = incident.requests.filter((claim) => claim.role === role).length;
      return count === 0 ? [] : [role === 'stalled' ? `${String(count)} stalled` : counted(count, 'survivor')];
    }),
    `confidence ${sure(incident.confidence)}`,
  ];
  const held = blocked ? heldFor(incident, blocked.seconds) : 'no block is known';
  return [
    [
      piece(` ${incident.id}`, 'title'),
      piece(` ${workerName(worker)} ${causeWords(incident)}`, `cause-${incident.cause}`),
      piece(`${dot}${dayAndTime(at, state)}${dot}${String(index + 1)} of ${String(of)}`),
    ],
    [piece(` ${held}${stuck === undefined ? '' : ` in ${stuck}`}`)],
    [piece(` ${roles.join(dot)}${next}`)],
  ];
}

const heldFor = (incident: Incident, seconds: number): string =>
  `blocked ${isBlockBound(incident) ? 'at most ' : ''}${lengthWords(seconds * 1_000_000)}`;

const ageOf = ({ ageMs }: RequestClaim): string => (ageMs === null ? '' : lengthWords(ageMs * 1_000));

interface Drawing {
  readonly scale: Scale;
  readonly glyphs: Glyphs;
}

/** B, T and the end, above the lines that they mark; what held the worker, from where it began. */
function spanCells({ began, told, gone }: DeathSpan, { incident }: Happening, { scale, glyphs }: Drawing): Cells {
  const cells = blank(scale.columns);
  const at = (moment: number): number => columnOf(scale, moment);
  const frame = incident.blocked?.frame ?? incident.blocked?.call;
  if (began !== undefined) {
    fill(cells, [at(began), at(told)], { glyph: glyphs.rule, style: 'dim' });
    const room = Math.min(at(told), cells.length) - at(began) - 4;
    if (frame && room > 4) write(cells, at(began) + 2, piece(` ${cutToWidth(frame, room)} `, 'culprit'));
    put(cells, at(began), { glyph: 'B', style: 'strong' });
  }
  put(cells, at(told), { glyph: 'T', style: 'strong' });
  const end = Math.max(at(gone), at(told) + 1);
  if (!write(cells, end + 1, piece('gone', 'dim'))) return cells;
  put(cells, end, { glyph: glyphs.death, style: `cause-${incident.cause}` });
  return cells;
}

/** A request from its start to its end, or to the worker's; the lines of B, T and the end go through where it is not. */
function claimCells(claim: RequestClaim, { scale, death, glyphs }: Drawing & { readonly death: DeathSpan }): Cells {
  const cells = blank(scale.columns);
  const at = (moment: number): number => columnOf(scale, moment);
  for (const moment of [death.began, death.told, death.gone])
    if (moment !== undefined) put(cells, at(moment), { glyph: glyphs.guide, style: 'dim' });
  const { role } = claim;
  const end = momentOf(claim.endedAt) ?? death.gone;
  const start = momentOf(claim.startedAt);
  const onset = death.began !== undefined && role === 'culprit' ? death.began : undefined;
  const from = start ?? onset;
  if (from !== undefined) fill(cells, [at(from), at(end)], { glyph: glyphs.requests[role], style: role });
  put(cells, at(end), { glyph: glyphs.ends[role], style: role });
  return cells;
}
