import { workerName } from '../lib/worker-name.ts';
import { preciseTime, day, zoneWords } from './clock-text.ts';
import { selectedExhibit } from './exhibit.ts';
import { type Line, piece, shown } from './piece.ts';
import type { PromptKind, State } from './state.ts';
import { displayWidth, cutToWidth } from '../lib/display-width.ts';

const PROMPTS: Readonly<Record<PromptKind, string>> = {
  search: 'search pid, request id, path or text (empty: next find): ',
  go: 'go to (9:57, 12 mar 9:57, 5 min before): ',
  remark: 'remark (empty: none): ',
  filter: 'filter by role, cause, host or pid (empty: all): ',
};

const CURSOR = '_';

/** Where we are, in which zone, what Enter would do; or what is being typed, or was told. */
export function statusLine(state: State): Line {
  const { columns } = state.size;
  const { prompt, told } = state;
  if (prompt) return [piece(tail(` ${PROMPTS[prompt.kind]}${shown(prompt.text)}${CURSOR}`, columns), 'looked-at')];
  const right = ' ? keys  q quit ';
  const left = told === undefined ? ` ${whereWords(state).filter(Boolean).join(' | ')}` : ` ${shown(told)}`;
  const room = columns - right.length;
  const cut = cutToWidth(left, room);
  return [piece(cut + ' '.repeat(room - displayWidth(cut)) + right, 'status')];
}

/** What is typed stays in sight at the end. */
function tail(text: string, columns: number): string {
  const over = displayWidth(text) - columns;
  const cut = over > 0 ? Array.from(text).slice(over).join('') : text;
  return cut + ' '.repeat(Math.max(0, columns - displayWidth(cut)));
}

function whereWords(state: State): readonly string[] {
  const { found, filter, night, at } = state;
  const isOneDay = day(night.range.from, state) === day(night.range.to, state);
  const search =
    found && found.places.length > 0 ? `find ${String(found.shown + 1)} of ${String(found.places.length)}` : '';
  return [
    `${isOneDay ? '' : `${day(at, state)} `}${preciseTime(at, state)} ${zoneWords(at, state)}`,
    enterWords(state),
    filter === '' ? '' : `filter ${filter}`,
    search,
  ];
}

function enterWords(state: State): string {
  const { screen, night, lane, incident } = state;
  if (screen === 'evidence') return incident === undefined ? 'Enter: overview' : 'Enter: incident';
  if (screen === 'incident') return `Enter: evidence of ${selectedExhibit(state).title.split(':')[0] ?? ''}`;
  const life = night.lanes[lane];
  const index = life?.incident;
  if (index !== undefined) return `Enter: into ${night.happenings[index]?.incident.id ?? ''}`;
  return life ? `Enter: about ${workerName(life.life)}` : '';
}
