import { firstPlace } from '../../lib/within.ts';
import { gaveUp, type Request } from '../../model/request.ts';

/** What a proxy writes with whole seconds may have been asked for a second before or after another. */
const BESIDE_US = 1_500_000;
/** So many that were asked for at about the same time show that none of them was taken up. */
const FEWEST = 3;
/** Of what was asked for far from any incident only the number is kept: who is compared must be told of shortly before. */
const EARLIER_US = 30_000_000;
/** Who waited for so much of the time in which others gave up was not served at once. */
const LONG = 0.5;

type Asked = Request & { readonly startedAt: number };

/**
 * True of what was given up in front, and asked for while nothing was served at once: no worker was free, so it waited in the listen queue (the
 * kernel keeps connections there until a worker accepts them, listen(2)), and no worker that stood still by then had it.
 */
export function askedAtStandstill(requests: readonly Request[]): (request: Request) => boolean {
  const asked = requests.filter(isAsked).toSorted((a, b) => a.startedAt - b.startedAt);
  const between = (from: number, to: number): readonly Asked[] =>
    asked.slice(
      firstPlace(asked, ({ startedAt }) => startedAt >= from),
      firstPlace(asked, ({ startedAt }) => startedAt > to),
    );
  return (request) => {
    const { startedAt, durationUs } = request;
    if (startedAt === undefined || durationUs === undefined || !gaveUp(request.proxy?.outcome)) return false;
    const isServed = isServedWithin(durationUs * LONG);
    const beside = between(startedAt - BESIDE_US, startedAt + BESIDE_US);
    if (beside.length <= FEWEST || beside.some(isServed)) return false;
    return between(startedAt - EARLIER_US, startedAt - BESIDE_US).some(isServed);
  };
}

const isAsked = (request: Request): request is Asked => request.proxy !== undefined && request.startedAt !== undefined;

const isServedWithin =
  (longestUs: number) =>
  ({ proxy, durationUs }: Request): boolean =>
    proxy?.outcome === 'answered' && durationUs !== undefined && durationUs <= longestUs;
