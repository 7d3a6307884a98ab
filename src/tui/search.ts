import { onRequest, onWorker } from '../model/remark.ts';
import type { RequestClaim } from '../model/report.ts';
import { claimsOf } from './incident-rows.ts';
import type { Happening, Night } from './night.ts';
import type { Place, State } from './state.ts';

/** The words are searched anew, or, where there are none, the next find of the last ones is shown. */
export function searched(state: State, words: string): State {
  const { found, night } = state;
  if (words !== '') return { ...state, found: { words, places: placesOf(night, words), shown: 0 } };
  if (!found || found.places.length === 0) return state;
  return { ...state, found: { ...found, shown: (found.shown + 1) % found.places.length } };
}

export const shownPlace = ({ found }: State): Place | undefined => found?.places[found.shown];

/** Lives by pid and host, then requests by id, label, path and log text. */
function placesOf(night: Night, words: string): readonly Place[] {
  const wanted = new RegExp(words.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
  const remarked = new Set(night.report.remarks.flatMap(({ about, text }) => (wanted.test(text) ? [about] : [])));
  const lanes = night.lanes
    .filter(
      ({ life }) =>
        String(life.pid) === words || (life.host !== null && wanted.test(life.host)) || remarked.has(onWorker(life)),
    )
    .map(({ index }) => ({ what: 'lane' as const, lane: index }));
  return [...lanes, ...night.happenings.flatMap((happening) => requestsIn(happening, wanted, remarked))];
}

function requestsIn({ incident, index }: Happening, wanted: RegExp, remarked: ReadonlySet<string>): readonly Place[] {
  const isWanted = ({ id, label, evidence }: RequestClaim): boolean =>
    remarked.has(onRequest({ id, label })) ||
    wanted.test(label) ||
    (id !== null && wanted.test(id)) ||
    evidence.some(({ text }) => wanted.test(text));
  if (wanted.test(incident.id)) return [{ what: 'request', incident: index, row: 0 }];
  if (!incident.requests.some(isWanted)) return [];
  return claimsOf(incident, '').flatMap((claim, at) =>
    isWanted(claim) ? [{ what: 'request' as const, incident: index, row: at + 1 }] : [],
  );
}
