import { groupedBy } from '../../lib/grouped.ts';
import { comparable } from '../../model/comparable.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { ActivityRow, RequestSpan } from '../../model/findings.ts';
import type { Origin } from '../../model/line.ts';
import { MICROS_PER_SECOND, type Stamp, wallMicros } from '../../model/time.ts';

const HOUR_S = 3_600;
/** A quiet log says nothing for minutes before and behind the turn, and the hour seems shorter. */
const SLACK_S = HOUR_S / 12;

/** So far clocks go back at the end of summer time, in microseconds. */
export const SUMMER_TIME_US = HOUR_S * MICROS_PER_SECOND;

/** True for a turn by an hour in a log that states no zone: its clock goes back at the end of summer time. */
export const isEndOfSummerTime = ({ step, stamp, by }: LifecycleEvent): boolean =>
  step.what === 'clock-stepped' &&
  by === undefined &&
  step.seconds !== undefined &&
  stamp?.offsetMin === undefined &&
  Math.abs(-step.seconds - HOUR_S) < SLACK_S;

/** Where summer time ends in a log, by source; one that goes back several times tells something else. */
export function summerTimeEnds(lifecycle: readonly LifecycleEvent[]): ReadonlyMap<number, Origin> {
  const turns = groupedBy(lifecycle.filter(isEndOfSummerTime), ({ origin }) => origin.source);
  return new Map(
    [...turns].flatMap(([source, [turn, ...others]]) => (turn && others.length === 0 ? [[source, turn.origin]] : [])),
  );
}

/**
 * The same facts where no clock goes back at the end of summer time: what stands behind the turn is read as if that went on. A log that
 * states no zone has one offset then, whatever its times say.
 */
export function inSummerTime(facts: CaseFacts): CaseFacts {
  const ends = summerTimeEnds(facts.lifecycle);
  if (ends.size === 0) return facts;
  const read = <Told extends Stamped>(told: Told): Told => goingOn(told, ends);
  return {
    ...facts,
    lifecycle: facts.lifecycle.filter((event) => !isEndOfSummerTime(event) || !ends.has(event.origin.source)).map(read),
    exceptions: facts.exceptions.map(read),
    notes: facts.notes.map(read),
    requests: facts.requests.map(read),
    edges: facts.edges.map(read),
    activity: facts.activity.map((row) => activityGoingOn(row, ends)),
    spans: facts.spans.map(({ start, end }): RequestSpan => ({ start: start && read(start), end: end && read(end) })),
  };
}

type Ends = ReadonlyMap<number, Origin>;

interface Stamped {
  readonly origin: Origin;
  readonly stamp: Stamp | undefined;
}

function goingOn<Told extends Stamped>(told: Told, ends: Ends): Told {
  const { origin, stamp } = told;
  return stamp && isBehind(origin, stamp, ends) ? { ...told, stamp: later(stamp) } : told;
}

const isBehind = ({ source, byteOffset }: Origin, { offsetMin }: Stamp, ends: Ends): boolean =>
  offsetMin === undefined && byteOffset >= (ends.get(source)?.byteOffset ?? Number.POSITIVE_INFINITY);

const later = (stamp: Stamp): Stamp => ({ ...stamp, wall: wallMicros(stamp.wall + SUMMER_TIME_US) });

/** A row may hold what was said on both sides: its ends are put in order anew. */
function activityGoingOn(row: ActivityRow, ends: Ends): ActivityRow {
  const first = isBehind(row.firstOrigin, row.first, ends) ? later(row.first) : row.first;
  const last = isBehind(row.lastOrigin, row.last, ends) ? later(row.last) : row.last;
  if (first === row.first && last === row.last) return row;
  return comparable(first) <= comparable(last)
    ? { ...row, first, last }
    : { ...row, first: last, last: first, firstOrigin: row.lastOrigin, lastOrigin: row.firstOrigin };
}
