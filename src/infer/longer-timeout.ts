import { groupedBy } from '../lib/grouped.ts';
import type { Claim, Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { LongerTimeout } from '../model/report-block.ts';
import type { Request } from '../model/request.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';

/**
 * What a longer timeout would have done for a worker that was missed; `undefined` where these logs do not show how long the
 * block lasted (a timeout that is only assumed says nothing of it), or where there was nothing to wait for.
 */
export function longerTimeout(incident: Conclusion, alike: RequestsByPath): LongerTimeout | undefined {
  const { cause, block, server, claims, casualtyCount } = incident;
  if (cause !== 'timeout' || !block || server.timeoutFrom === 'assumed' || block.kind === 'client-silent')
    return undefined;
  const culprit = claims.find(({ role }) => role === 'culprit')?.request;
  return {
    aboveSeconds: tenths(block.to - block.from),
    longestEndedSeconds: (culprit && longestEnded(culprit, alike)) ?? null,
    waiting: casualtyCount + claims.filter(isSurvivor).length,
  };
}

const isSurvivor = ({ role }: Claim): boolean => role === 'survivor';

const tenths = (us: number): number => Math.round(us / (MICROS_PER_SECOND / 10)) / 10;

/** Requests by what they ask for, whatever the query says. */
export type RequestsByPath = ReadonlyMap<string, readonly Request[]>;

export const requestsByPath = ({ requests }: Correlation): RequestsByPath => groupedBy(requests, pathOf);

/** `GET /report`; empty: nothing tells what it asked for. */
const pathOf = ({ method = '', target = '' }: Request): string =>
  target && `${method} ${target.split('?', 1).join('')}`;

/** In seconds, of all that asked for the same path by the same method; `undefined`: none ended. */
function longestEnded(culprit: Request, alike: RequestsByPath): number | undefined {
  const path = pathOf(culprit);
  const others = path === '' ? [] : (alike.get(path) ?? []);
  const took = others.flatMap((request) => (request === culprit ? [] : (tookUs(request) ?? [])));
  return took.length === 0 ? undefined : tenths(took.reduce((longest, one) => Math.max(longest, one), 0));
}

/** A request that its proxy lost or gave up did not end by itself. */
function tookUs({ startedAt, endedAt, durationUs, proxy, status }: Request): number | undefined {
  if (endedAt === undefined || (proxy && proxy.outcome !== 'answered') || (status ?? 0) >= 500) return undefined;
  return durationUs ?? (startedAt === undefined ? undefined : endedAt - startedAt);
}
