import { isoTime } from '../lib/iso-time.ts';
import { onRequest, onWorker, type Remark } from '../model/remark.ts';
import type { Micros } from '../model/time.ts';
import { claimsOf } from './incident-rows.ts';
import { overviewLayout } from './layout.ts';
import { momentOf } from './moment.ts';
import { lengthUs } from './span.ts';
import type { State } from './state.ts';

/** What a remark would be on, where one is made now: the worker or request looked at, and the moment. */
interface Subject {
  readonly about: string;
  readonly at: Micros;
}

export function subjectOf({ screen, night, lane, at, incident, row, filter }: State): Subject | undefined {
  const happening = night.happenings[incident ?? -1];
  if (screen !== 'overview' && happening) {
    const claim = claimsOf(happening.incident, filter)[row - 1];
    const about = claim ? onRequest(claim) : onWorker(happening.incident.worker);
    return { about, at: happening.at };
  }
  const life = night.lanes[lane]?.life;
  return life && { about: onWorker(life), at };
}

/** The remarks on what is looked at, whenever. */
export function remarksHere(state: State): readonly Remark[] {
  const about = subjectOf(state)?.about;
  return state.night.report.remarks.filter((remark) => remark.about === about);
}

/** The remark that stands where one would be made now: it is changed, and none is added beside it. */
export function remarkHere(state: State): Remark | undefined {
  const at = subjectOf(state)?.at;
  if (at === undefined) return undefined;
  const column = lengthUs(state.window) / overviewLayout(state.size).plotColumns;
  return remarksHere(state).find((remark) => Math.abs((momentOf(remark.at) ?? Number.NaN) - at) <= column);
}

/** The words as a remark on what is looked at; empty words take away what stands there. */
export function remarkOf(state: State, text: string): Remark | undefined {
  const subject = subjectOf(state);
  if (!subject) return undefined;
  const at = remarkHere(state)?.at ?? isoTime(Math.round(subject.at / 1_000) * 1_000, state.sourceMinutes);
  return { at, about: subject.about, text };
}
