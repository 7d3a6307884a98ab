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

/** So far clocks go back at the end of summer time, and on at its beginning, in microseconds. */
const SUMMER_TIME_US = HOUR_S * MICROS_PER_SECOND;

/** True for a turn by an hour in a log that states no zone: its clock goes back at the end of summer time, and on at its beginning. */
export const isTurnOfSummerTime = ({ step, stamp, by }: LifecycleEvent): boolean =>
  step.what === 'clock-stepped' &&
  by === undefined &&
  step.seconds !== undefined &&
  stamp?.offsetMin === undefined &&
  Math.abs(Math.abs(step.seconds) - HOUR_S) < SLACK_S;

/** Where summer time begins or ends in a log. */
export interface SummerTimeTurn {
  readonly origin: Origin;
  /** What is to be added to the times behind it, so that they go on from those before. */
  readonly addedUs: number;
}

/** The turn in each source that has one; a source with several tells something else. */
export function summerTimeTurns(lifecycle: readonly LifecycleEvent[]): ReadonlyMap<number, SummerTimeTurn> {
  const turns = groupedBy(lifecycle.filter(isTurnOfSummerTime), ({ origin }) => origin.source);
  return new Map(
    [...turns].flatMap(([source, [turn, ...others]]) =>
      turn && others.length === 0 ? [[source, { origin: turn.origin, addedUs: addedBehind(turn) }]] : [],
    ),
  );
}

const addedBehind = ({ step }: LifecycleEvent): number =>
  step.what === 'clock-stepped' && (step.seconds ?? 0) > 0 ? -SUMMER_TIME_US : SUMMER_TIME_US;

/**
 * The same facts where no clock goes back or on by an hour as summer time ends or begins: what stands behind the turn is read as if that went on. A log that
 * states no zone has one offset then, whatever its times say.
 */
export function inSummerTime(facts: CaseFacts): CaseFacts {
  const turns = summerTimeTurns(facts.lifecycle);
  if (turns.size === 0) return facts;
  const read = <Told extends Stamped>(told: Told): Told => goingOn(told, turns);
  return {
    ...facts,
    lifecycle: facts.lifecycle
      .filter((event) => !isTurnOfSummerTime(event) || !turns.has(event.origin.source))
      .map(read),
    exceptions: facts.exceptions.map(read),
    notes: facts.notes.map(read),
    requests: facts.requests.map(read),
    edges: facts.edges.map(read),
    activity: facts.activity.map((row) => activityGoingOn(row, turns)),
    spans: facts.spans.map(({ start, end }): RequestSpan => ({ start: start && read(start), end: end && read(end) })),
  };
}

type Turns = ReadonlyMap<number, SummerTimeTurn>;

interface Stamped {
  readonly origin: Origin;
  readonly stamp: Stamp | undefined;
}

function goingOn<Told extends Stamped>(told: Told, turns: Turns): Told {
  const { origin, stamp } = told;
  if (!stamp) return told;
  const read = readBehind(origin, stamp, turns);
  return read === stamp ? told : { ...told, stamp: read };
}

/** The stamp of what stands there; the same where nothing turned before it. */
function readBehind({ source, byteOffset }: Origin, stamp: Stamp, turns: Turns): Stamp {
  const turn = turns.get(source);
  if (!turn || stamp.offsetMin !== undefined || byteOffset < turn.origin.byteOffset) return stamp;
  return { ...stamp, wall: wallMicros(stamp.wall + turn.addedUs) };
}

/** A row may hold what was said on both sides: its ends are put in order anew. */
function activityGoingOn(row: ActivityRow, turns: Turns): ActivityRow {
  const first = readBehind(row.firstOrigin, row.first, turns);
  const last = readBehind(row.lastOrigin, row.last, turns);
  if (first === row.first && last === row.last) return row;
  return comparable(first) <= comparable(last)
    ? { ...row, first, last }
    : { ...row, first: last, last: first, firstOrigin: row.lastOrigin, lastOrigin: row.firstOrigin };
}
