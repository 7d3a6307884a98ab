import { micros } from '../model/time.ts';
import { claimsOf, closeSpan } from './incident-rows.ts';
import type { Command } from './keys.ts';
import { incidentLayout } from './layout.ts';
import { lengthUs, zoomed } from './span.ts';
import type { State } from './state.ts';

type Move = (state: State) => State;

const happeningOf = ({ night, incident }: State) => night.happenings[incident ?? -1];

const byRows =
  (rows: number): Move =>
  (state) => {
    const happening = happeningOf(state);
    const last = happening ? claimsOf(happening.incident, state.filter).length : 0;
    return { ...state, row: Math.min(last, Math.max(0, state.row + rows)), scroll: 0 };
  };

const byPages =
  (pages: number): Move =>
  (state) =>
    byRows(pages * Math.max(1, incidentLayout(state.size).requestRows - 1))(state);

const inTime =
  (share: number): Move =>
  (state) => {
    const shift = Math.round(lengthUs(state.close) * share);
    return { ...state, close: { from: micros(state.close.from + shift), to: micros(state.close.to + shift) } };
  };

/** Around the end: what led to it is what is looked at. */
const zoom =
  (factor: number): Move =>
  (state) => ({ ...state, close: zoomed(state.close, happeningOf(state)?.at ?? state.at, factor) });

const evidence: Move = (state) => ({ ...state, screen: 'evidence', scroll: 0 });

export const INCIDENT_MOVES: Partial<Record<Command, Move>> = {
  left: inTime(-0.1),
  right: inTime(0.1),
  up: byRows(-1),
  down: byRows(1),
  'page-up': byPages(-1),
  'page-down': byPages(1),
  first: byRows(Number.NEGATIVE_INFINITY),
  last: byRows(Number.POSITIVE_INFINITY),
  closer: zoom(0.5),
  farther: zoom(2),
  fit: (state) => {
    const happening = happeningOf(state);
    return happening ? { ...state, close: closeSpan(happening) } : state;
  },
  enter: evidence,
  pane: evidence,
  back: (state) => ({ ...state, screen: 'overview' }),
};

/** Lines that are scrolled over the end are taken back by the frame; a log line is never so far down. */
const byLines =
  (lines: number): Move =>
  (state) => ({ ...state, scroll: Math.max(0, state.scroll + lines) });

const byScreens =
  (screens: number): Move =>
  (state) =>
    byLines(screens * Math.max(1, state.size.rows - 4))(state);

const out: Move = (state) => ({ ...state, screen: state.incident === undefined ? 'overview' : 'incident', scroll: 0 });

export const EVIDENCE_MOVES: Partial<Record<Command, Move>> = {
  left: byRows(-1),
  right: byRows(1),
  up: byLines(-1),
  down: byLines(1),
  'page-up': byScreens(-1),
  'page-down': byScreens(1),
  first: (state) => ({ ...state, scroll: 0 }),
  enter: out,
  back: out,
  pane: (state) => ({ ...state, screen: 'overview', scroll: 0 }),
};
