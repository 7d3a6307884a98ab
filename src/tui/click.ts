import { micros } from '../model/time.ts';
import { claimsOf } from './incident-rows.ts';
import { incidentLayout, overviewLayout } from './layout.ts';
import { listedLanes } from './listed-lanes.ts';
import { scrolled } from './scrolled.ts';
import { lengthUs } from './span.ts';
import type { State } from './state.ts';

/** Where the mouse was pressed, in columns and lines from the top left. */
export interface Click {
  readonly column: number;
  readonly row: number;
}

/** Looks at what is under the mouse. */
export function clicked(state: State, click: Click): State {
  if (state.screen === 'overview') return clickedOverview(state, click);
  return state.screen === 'incident' ? clickedIncident(state, click) : state;
}

function clickedOverview(state: State, { column, row }: Click): State {
  const { labelColumns, plotColumns, lanesTop, laneRows } = overviewLayout(state.size);
  const place = (column - labelColumns - 1) / plotColumns;
  const { window } = state;
  const at = place >= 0 && place < 1 ? micros(Math.round(window.from + place * lengthUs(window))) : state.at;
  const rows = listedLanes(state, laneRows);
  const selected = rows.findIndex((one) => one.what === 'lane' && one.lane.index === state.lane);
  const hit = row >= lanesTop ? scrolled(rows, selected, laneRows).shown[row - lanesTop] : undefined;
  return { ...state, at, lane: hit?.what === 'lane' ? hit.lane.index : state.lane };
}

function clickedIncident(state: State, { row }: Click): State {
  const happening = state.night.happenings[state.incident ?? -1];
  const { rowsTop, requestRows } = incidentLayout(state.size);
  const claims = happening ? claimsOf(happening.incident, state.filter) : [];
  const { top } = scrolled(claims, state.row - 1, requestRows);
  // the worker's own line is the last one above the requests
  const hit = row === rowsTop - 1 ? 0 : top + row - rowsTop + 1;
  const isHit = row >= rowsTop - 1 && row < rowsTop + requestRows && hit <= claims.length;
  return isHit ? { ...state, row: hit, scroll: 0 } : state;
}
