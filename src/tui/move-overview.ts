import { micros } from '../model/time.ts';
import { closeSpan } from './incident-rows.ts';
import type { Command } from './keys.ts';
import { overviewLayout } from './layout.ts';
import { listedLanes } from './listed-lanes.ts';
import { centred, holds, lengthUs, padded, zoomed } from './span.ts';
import type { State } from './state.ts';

type Move = (state: State) => State;

/** The lanes that the overview lists now. */
const lanesNow = (state: State): readonly number[] =>
  listedLanes(state, overviewLayout(state.size).laneRows).flatMap((row) =>
    row.what === 'lane' ? [row.lane.index] : [],
  );

/** A moment, and the window moved so that it shows it. */
const lookingAt = (state: State, at: number): State => {
  const { from, to } = padded(state.night.range);
  const moment = micros(Math.round(Math.min(to, Math.max(from, at))));
  const { window } = state;
  if (holds(window, moment)) return { ...state, at: moment };
  const beyond = moment < window.from ? moment - window.from : moment - window.to;
  const isNear = Math.abs(beyond) < lengthUs(window) / 4;
  const shift = Math.sign(beyond) * lengthUs(window) * 0.25;
  const moved = { from: micros(Math.round(window.from + shift)), to: micros(Math.round(window.to + shift)) };
  return { ...state, at: moment, window: isNear ? moved : centred(window, moment) };
};

const inTime =
  (columns: number): Move =>
  (state) =>
    lookingAt(state, state.at + (columns * lengthUs(state.window)) / overviewLayout(state.size).plotColumns);

const byLanes =
  (rows: number): Move =>
  (state) => {
    const lanes = lanesNow(state);
    const lane = lanes[Math.min(lanes.length - 1, Math.max(0, lanes.indexOf(state.lane) + rows))];
    return lane === undefined ? state : { ...state, lane };
  };

const byPages =
  (pages: number): Move =>
  (state) =>
    byLanes(pages * Math.max(1, overviewLayout(state.size).laneRows - 2))(state);

/** No window is longer than the night. */
const zoom =
  (factor: number): Move =>
  (state) => {
    const whole = padded(state.night.range);
    const window = zoomed(state.window, state.at, factor);
    return settled({ ...state, window: lengthUs(window) >= lengthUs(whole) ? whole : window });
  };

/** Another lane is looked at where the list has lost the one that was. */
function settled(state: State): State {
  const lanes = lanesNow(state);
  const [first] = lanes;
  return first === undefined || lanes.includes(state.lane) ? state : { ...state, lane: first };
}

/** Into the incident in which the life ended; of a life that is none's, its evidence. */
export function openIncident(state: State, index: number): State {
  const happening = state.night.happenings[index];
  if (!happening) return state;
  return {
    ...state,
    ...{ screen: 'incident', incident: index, close: closeSpan(happening), row: 0, scroll: 0 },
    ...{ at: happening.at, window: centred(state.window, happening.at), lane: happening.lane ?? state.lane },
  };
}

function enter(state: State): State {
  const incident = state.night.lanes[state.lane]?.incident;
  if (incident !== undefined) return openIncident(state, incident);
  return { ...state, screen: 'evidence', incident: undefined, row: 0, scroll: 0 };
}

export const OVERVIEW_MOVES: Partial<Record<Command, Move>> = {
  left: (state) => settled(inTime(-1)(state)),
  right: (state) => settled(inTime(1)(state)),
  up: byLanes(-1),
  down: byLanes(1),
  'page-up': byPages(-1),
  'page-down': byPages(1),
  first: (state) => settled(lookingAt(state, state.night.range.from)),
  last: (state) => settled(lookingAt(state, state.night.range.to)),
  closer: zoom(0.5),
  farther: zoom(2),
  fit: (state) => ({ ...state, window: padded(state.night.range) }),
  enter,
  pane: enter,
  back: (state) => (state.filter === '' ? state : { ...state, filter: '' }),
};

/** Looks at a moment in the overview. */
export const goTo = (state: State, at: number): State => settled(lookingAt({ ...state, screen: 'overview' }, at));

/** Looks at a lane in the overview, and at the moment of its end. */
export function goToLane(state: State, index: number): State {
  const lane = state.night.lanes[index];
  if (!lane) return state;
  const at = state.night.happenings[lane.incident ?? -1]?.at ?? lane.from;
  return { ...lookingAt({ ...state, screen: 'overview' }, at), lane: index };
}
