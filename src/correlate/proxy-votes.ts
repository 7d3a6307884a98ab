import type { Clock } from '../model/clock.ts';
import type { RequestEvent } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import { type PidMoments, QUARTER_US, type Vote } from './clock-votes.ts';
import { knownMoments, momentsFor } from './shared-requests.ts';

/** A clock may be so far off and its zone still be told. */
const MOST_SKEW_US = 60_000_000;

const nearestQuarter = (gap: number): number => Math.round(gap / QUARTER_US) * QUARTER_US;

const voteFor = (gap: number): readonly Vote[] => {
  const offsetUs = nearestQuarter(gap);
  return Math.abs(gap - offsetUs) <= MOST_SKEW_US ? [{ offsetUs, weight: 1 }] : [];
};

/** Votes of requests that this source and one of known clock both tell of. */
export function sameRequestVotes(
  source: number,
  facts: Pick<CaseFacts, 'requests' | 'spans'>,
  reference: readonly Clock[],
): readonly Vote[] {
  const known = knownMoments(
    facts,
    reference.filter((clock) => clock.source !== source),
  );
  const ends = [...facts.requests, ...facts.spans.flatMap(({ end }) => end ?? [])];
  return ends.flatMap((event) => {
    const { origin, stamp } = event;
    return origin.source === source && stamp ? momentsFor(event, known).flatMap((at) => voteFor(stamp.wall - at)) : [];
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
