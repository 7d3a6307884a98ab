import type { RequestEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { type PidMoments, type Vote, voteFor } from './clock-votes.ts';
import { endsIn, type KnownMoments, momentsFor } from './shared-requests.ts';

/** Votes of requests that this source and one of known clock both tell of. */
export const sameRequestVotes = (
  source: number,
  facts: Pick<CaseFacts, 'requests' | 'spans'>,
  known: KnownMoments,
): readonly Vote[] =>
  endsIn(source, facts).flatMap((event) => {
    const { stamp } = event;
    return stamp ? momentsFor(event, known).flatMap((at) => voteFor(stamp.wall - at, 1)) : [];
  });

/** Votes of connections that a proxy lost, which they do when a worker ends. */
export function lossVotes(source: number, requests: readonly RequestEvent[], { ends }: PidMoments): readonly Vote[] {
  const moments = [...ends.values()].flat();
  return requests.flatMap(({ origin, stamp, facts: { upstreamError } }) =>
    origin.source === source && stamp && (upstreamError === 'closed' || upstreamError === 'reset')
      ? moments.flatMap((at) => voteFor(stamp.wall - at, 1))
      : [],
  );
}
