import { type Clock, instantOf } from '../model/clock.ts';
import type { RequestEvent } from '../model/event.ts';
import type { Micros } from '../model/time.ts';
import { type PidMoments, QUARTER_US, type Vote } from './clock-votes.ts';

/** Two lines about one end, each perhaps cut to the second. */
const SAME_US = 3_000_000;
/** What is asked for more often shows nothing. */
const RARE = 3;

const nearestQuarter = (gap: number): number => Math.round(gap / QUARTER_US) * QUARTER_US;

const voteFor = (gap: number): readonly Vote[] => {
  const offsetUs = nearestQuarter(gap);
  return Math.abs(gap - offsetUs) <= SAME_US ? [{ offsetUs, weight: 1 }] : [];
};

const workOf = ({ facts: { method, target } }: RequestEvent): string => `${method ?? ''} ${target ?? ''}`;

/** Votes of failed requests that this source and one of known clock both tell of. */
export function sameRequestVotes(
  source: number,
  requests: readonly RequestEvent[],
  reference: readonly Clock[],
): readonly Vote[] {
  const known = new Map<string, Micros[]>();
  for (const event of requests) {
    const clock = reference.find((one) => one.source === event.origin.source);
    if (!clock || !event.stamp || event.origin.source === source || event.facts.target === undefined) continue;
    known.set(workOf(event), [...(known.get(workOf(event)) ?? []), instantOf(event.stamp, clock)]);
  }
  return requests.flatMap((event) => {
    const moments = known.get(workOf(event)) ?? [];
    if (event.origin.source !== source || !event.stamp || moments.length > RARE) return [];
    const { wall } = event.stamp;
    return moments.flatMap((at) => voteFor(wall - at));
  });
}

/** Votes of connections that a proxy lost, which they do when a worker ends. */
export function lossVotes(source: number, requests: readonly RequestEvent[], { ends }: PidMoments): readonly Vote[] {
  const moments = [...ends.values()].flat();
  return requests.flatMap(({ origin, stamp, facts: { upstreamError } }) =>
    origin.source === source && stamp && (upstreamError === 'closed' || upstreamError === 'reset')
      ? moments.flatMap((at) => voteFor(stamp.wall - at))
      : [],
  );
}
