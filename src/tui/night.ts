import type { Failure, Incident, Report } from '../model/report.ts';
import { type Micros, micros } from '../model/time.ts';
import type { Beat, Mark, Timeline } from '../model/timeline.ts';
import { type Group, groupsOf } from './groups.ts';
import { type Lane, lanesOf } from './lanes.ts';
import { momentOf } from './moment.ts';
import type { Span } from './span.ts';

/** An incident with its place on the timeline. */
export interface Happening {
  readonly index: number;
  readonly incident: Incident;
  /** When it is shown: the master's word, or the end. */
  readonly at: Micros;
  /** Index of the life that ended; `undefined` where the case does not know that life. */
  readonly lane: number | undefined;
}

/** A failed request, and whether a proxy in front tells of it. */
export interface Lost {
  readonly at: Micros;
  readonly failure: Failure;
  readonly isProxied: boolean;
}

/** All that the timeline shows of a case, ready to be drawn. Made anew whenever the case has changed. */
export interface Night {
  readonly report: Report;
  readonly range: Span;
  readonly groups: readonly Group[];
  readonly lanes: readonly Lane[];
  readonly happenings: readonly Happening[];
  readonly beats: readonly Beat[];
  readonly losses: readonly Lost[];
  readonly marks: readonly Mark[];
  /** Host of each source by its id. */
  readonly hosts: ReadonlyMap<number, string>;
}

const PROXIES = /nginx|proxy/;

/** The view-model of a case; `undefined` where nothing in it states a time. */
export function nightOf({ report, beats, marks, masters }: Timeline): Night | undefined {
  const range = rangeOf(report);
  if (!range) return undefined;
  const lanes = lanesOf(report, range, masters);
  const proxies = new Set(report.sources.filter(({ format }) => PROXIES.test(format)).map(({ id }) => id));
  return {
    ...{ report, range, lanes, beats, marks },
    groups: groupsOf(lanes, masters),
    happenings: happeningsOf(report, lanes, range),
    losses: lossesOf(report, proxies),
    hosts: new Map(report.sources.map(({ id, host }) => [id, host ?? ''])),
  };
}

/** From the first moment to the last, of lives and sources. */
function rangeOf({ sources, workers, incidents }: Report): Span | undefined {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const stated = [
    ...sources.flatMap(({ firstAt, lastAt }) => [firstAt, lastAt]),
    ...workers.flatMap((life) => [life.bootedAt, life.firstSeenAt, life.lastSeenAt, life.diedAt]),
    ...incidents.map(({ at }) => at),
  ];
  for (const iso of stated) {
    const at = momentOf(iso);
    if (at === undefined) continue;
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return from <= to ? { from: micros(from), to: micros(to) } : undefined;
}

function happeningsOf({ incidents }: Report, lanes: readonly Lane[], { from }: Span): readonly Happening[] {
  const laneOf = new Map(lanes.flatMap(({ index, incident }) => (incident === undefined ? [] : [[incident, index]])));
  return incidents.map((incident, index) => {
    const { worker, at } = incident;
    const shown = momentOf(at) ?? momentOf(worker.diedAt) ?? momentOf(worker.lastSignOfLifeAt) ?? from;
    return { index, incident, at: shown, lane: laneOf.get(index) };
  });
}

function lossesOf({ failures }: Report, proxies: ReadonlySet<number>): readonly Lost[] {
  return failures.list.flatMap((failure) => {
    const at = momentOf(failure.at);
    if (at === undefined) return [];
    return [{ at, failure, isProxied: failure.evidence.some(({ source }) => proxies.has(source)) }];
  });
}
