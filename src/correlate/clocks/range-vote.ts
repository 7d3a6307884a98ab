import type { Micros } from '../../model/time.ts';
import { QUARTER_US, type Vote } from './clock-votes.ts';

/** A stretch of time in microseconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Zones lie between 12 hours west and 14 hours east of UTC. */
const WEST_US = -12 * 4 * QUARTER_US;
const EAST_US = 14 * 4 * QUARTER_US;
/** A log may begin before the server's and go on after it for so long. */
const SLACK_US = 120_000_000;

/**
 * The zone in which a log without zone lies within the time that the server's own log covers, if it does so in one zone only and
 * not in UTC: a log of another hour tells of another day's work.
 */
export function rangeVote(own: Range | undefined, servers: { from: Micros; to: Micros } | undefined): readonly Vote[] {
  if (!own || !servers || overlaps(own, servers)) return [];
  const fitting: number[] = [];
  for (let offsetUs = WEST_US; offsetUs <= EAST_US; offsetUs += QUARTER_US)
    if (own.from - offsetUs >= servers.from - SLACK_US && own.to - offsetUs <= servers.to + SLACK_US)
      fitting.push(offsetUs);
  const [only, ...others] = fitting;
  return only !== undefined && others.length === 0 ? [{ offsetUs: only, weight: 1 }] : [];
}

/** True if two logs may tell of the same time. */
export const overlaps = (a: Range, b: Range): boolean => a.from <= b.to + SLACK_US && a.to >= b.from - SLACK_US;
