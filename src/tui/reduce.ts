import type { Surroundings } from '../model/report.ts';
import type { Remark } from '../model/remark.ts';
import type { Micros } from '../model/time.ts';
import { clicked, type Click } from './click.ts';
import { offsetMinutes } from './clock-text.ts';
import { selectedExhibit } from './exhibit.ts';
import { type Command, commandOf } from './keys.ts';
import { isTooSmall } from './layout.ts';
import { EVIDENCE_MOVES, INCIDENT_MOVES } from './move-incident.ts';
import { goTo, goToLane, openIncident, OVERVIEW_MOVES } from './move-overview.ts';
import type { Night } from './night.ts';
import { remarkHere, remarkOf, subjectOf } from './remarked.ts';
import { searched, shownPlace } from './search.ts';
import type { Ask, PromptKind, Size, State, ZoneName } from './state.ts';

export type Action =
  /** A key by its name, or a letter by itself. */
  | { readonly what: 'key'; readonly key: string }
  | { readonly what: 'wheel'; readonly lines: number }
  | ({ readonly what: 'clicked' } & Click)
  | { readonly what: 'resized'; readonly size: Size }
  /** The case has changed. */
  | { readonly what: 'fed'; readonly night: Night }
  | { readonly what: 'read'; readonly key: string; readonly surroundings: Surroundings | undefined }
  | { readonly what: 'went'; readonly at: Micros }
  /** All remarks of the case as they are now. */
  | { readonly what: 'remarked'; readonly remarks: readonly Remark[] }
  /** What was asked for is done, or why it could not be. */
  | { readonly what: 'answered'; readonly told: string | undefined };

/** The one place where the state changes. Pure: what only the world can do is left in `ask`. */
export function reduce(state: State, action: Action): State {
  switch (action.what) {
    case 'key':
      return pressed({ ...state, told: undefined, ask: undefined }, action.key);
    case 'wheel':
    case 'clicked':
      return isBusy(state) ? state : pointed(state, action);
    case 'resized':
      return { ...state, size: action.size };
    case 'fed':
      return { ...state, night: action.night };
    case 'read':
      return { ...state, surroundings: new Map(state.surroundings).set(action.key, action.surroundings) };
    default:
      return afterAsk({ ...state, ask: undefined }, action);
  }
}

type Answer = Extract<Action, { what: 'went' | 'remarked' | 'answered' }>;

/** The world has done what was asked of it. */
function afterAsk(state: State, answer: Answer): State {
  switch (answer.what) {
    case 'went':
      return goTo(state, answer.at);
    case 'remarked':
      return told(withRemarks(state, answer.remarks), 'Kept in the case');
    case 'answered':
      return { ...state, told: answer.told };
  }
}

type Pointed = Extract<Action, { what: 'wheel' | 'clicked' }>;

function pointed(state: State, action: Pointed): State {
  if (action.what === 'clicked') return clicked(state, action);
  return run(state, action.lines < 0 ? 'up' : 'down');
}

/** Something else than a screen is shown. */
const isBusy = ({ prompt, showsKeys, size }: State): boolean => prompt !== undefined || showsKeys || isTooSmall(size);

function pressed(state: State, key: string): State {
  if (state.prompt) return prompted(state, key);
  const command = commandOf(key);
  if (state.showsKeys) return { ...state, showsKeys: false, ask: command === 'quit' ? { what: 'quit' } : undefined };
  if (isTooSmall(state.size) && command !== 'quit') return state;
  return command ? run(state, command) : state;
}

const MOVES = { overview: OVERVIEW_MOVES, incident: INCIDENT_MOVES, evidence: EVIDENCE_MOVES };

const run = (state: State, command: Command): State => {
  const move = EVERYWHERE[command] ?? MOVES[state.screen][command];
  return move ? move(state) : state;
};

const NEXT_ZONE: Readonly<Record<ZoneName, ZoneName>> = { source: 'utc', utc: 'local', local: 'source' };

/** What stands in a prompt when it opens. */
function textBefore(state: State, kind: PromptKind): string {
  if (kind === 'filter') return state.filter;
  return kind === 'remark' ? (remarkHere(state)?.text ?? '') : '';
}

const asking =
  (kind: PromptKind) =>
  (state: State): State => ({ ...state, prompt: { kind, text: textBefore(state, kind) } });

/** What a key does on every screen. */
const EVERYWHERE: Partial<Record<Command, (state: State) => State>> = {
  next: (state) => stepped(state, 1),
  previous: (state) => stepped(state, -1),
  search: asking('search'),
  go: asking('go'),
  filter: asking('filter'),
  remark: (state) => (subjectOf(state) ? asking('remark')(state) : told(state, 'Nothing is looked at')),
  zone: (state) => ({ ...state, zone: NEXT_ZONE[state.zone] }),
  keys: (state) => ({ ...state, showsKeys: true }),
  quit: (state) => ({ ...state, ask: { what: 'quit' } }),
  open: (state) => shown(state, 'open'),
  copy: (state) => shown(state, 'copy'),
  write: (state) => {
    const incident = state.night.happenings[currentIncident(state) ?? -1]?.incident.id;
    return incident === undefined
      ? told(state, 'No incident is looked at')
      : { ...state, ask: { what: 'write', incident } };
  },
};

const told = (state: State, text: string): State => ({ ...state, told: text });

function shown(state: State, what: 'open' | 'copy'): State {
  const { evidence } = selectedExhibit(state);
  const [first] = evidence;
  if (!first) return told(state, 'No log line is looked at');
  const text = `${evidence.map((one) => one.text).join('\n')}\n`;
  const ask: Ask = what === 'open' ? { what, evidence: first } : { what, text };
  return { ...state, ask };
}

const currentIncident = ({ screen, incident, night, lane }: State): number | undefined =>
  screen === 'overview' ? night.lanes[lane]?.incident : incident;

/** To the incident so many places on: from the one looked at, or else from the moment looked at. */
function stepped(state: State, by: 1 | -1): State {
  const { happenings } = state.night;
  const current = currentIncident(state);
  const later = happenings.findIndex(({ at }) => at > state.at);
  const near = by > 0 ? later : (later < 0 ? happenings.length : later) - 1;
  const happening = happenings[current === undefined ? near : current + by];
  if (!happening) return told(state, by > 0 ? 'No later incident' : 'No earlier incident');
  if (state.screen !== 'overview') return openIncident(state, happening.index);
  return happening.lane === undefined ? goTo(state, happening.at) : goToLane(state, happening.lane);
}

const typed = (state: State, text: string): State =>
  state.prompt ? { ...state, prompt: { ...state.prompt, text: state.prompt.text + text } } : state;

function prompted(state: State, key: string): State {
  const { prompt } = state;
  if (!prompt) return state;
  if (key === 'escape') return { ...state, prompt: undefined };
  if (key === 'return') return answered({ ...state, prompt: undefined }, prompt.kind, prompt.text.trim());
  if (key === 'backspace')
    return { ...state, prompt: { ...prompt, text: Array.from(prompt.text).slice(0, -1).join('') } };
  return Array.from(key).length === 1 ? typed(state, key) : state;
}

function answered(state: State, kind: PromptKind, words: string): State {
  switch (kind) {
    case 'go':
      return words === '' ? state : { ...state, ask: goingTo(state, words) };
    case 'remark':
      return remarking(state, words);
    case 'filter':
      return { ...state, filter: words, row: 0, scroll: 0 };
    case 'search':
      return found(searched(state, words));
  }
}

const goingTo = (state: State, words: string): Ask => ({
  ...{ what: 'go', words, from: state.at, zoneMinutes: offsetMinutes(state.at, state) },
});

function found(state: State): State {
  const place = shownPlace(state);
  if (!place)
    return told(state, state.found ? `Nothing found for ${state.found.words}` : 'Nothing was searched for yet');
  if (place.what === 'lane') return goToLane(state, place.lane);
  return { ...openIncident({ ...state, filter: '' }, place.incident), row: place.row };
}

function remarking(state: State, words: string): State {
  const remark = remarkOf(state, words);
  const isNone = remark?.text === '' && !remarkHere(state);
  return remark && !isNone ? { ...state, ask: { what: 'remark', remark } } : state;
}

const withRemarks = (state: State, remarks: readonly Remark[]): State => ({
  ...state,
  night: { ...state.night, report: { ...state.night.report, remarks } },
});
