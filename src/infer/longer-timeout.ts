import type { Claim, Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { LongerTimeout } from '../model/report-block.ts';
import type { Request } from '../model/request.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';

/**
 * What a longer timeout would have done for a worker that was missed; `undefined` where these logs do not show how long the
 * block lasted (a timeout that is only assumed says nothing of it), or where there was nothing to wait for.
 */
export function longerTimeout(incident: Conclusion, { requests }: Correlation): LongerTimeout | undefined {
  const { cause, block, server, claims, casualtyCount } = incident;
  if (cause !== 'timeout' || !block || server.timeoutFrom === 'assumed' || block.kind === 'client-silent')
    return undefined;
  const culprit = claims.find(({ role }) => role === 'culprit')?.request;
  return {
    aboveSeconds: tenths(block.to - block.from),
    longestEndedSeconds: (culprit && longestEnded(culprit, requests)) ?? null,
    waiting: casualtyCount + claims.filter(isSurvivor).length,
  };
}

const isSurvivor = ({ role }: Claim): boolean => role === 'survivor';

const tenths = (us: number): number => Math.round(us / (MICROS_PER_SECOND / 10)) / 10;

/** In seconds, of all that asked for the same path by the same method; `undefined`: none ended. */
function longestEnded(culprit: Request, requests: readonly Request[]): number | undefined {
  const path = pathOf(culprit);
  if (path === undefined) return undefined;
  const took = requests.flatMap((request) =>
    request !== culprit && request.method === culprit.method && pathOf(request) === path ? (tookUs(request) ?? []) : [],
  );
  return took.length === 0 ? undefined : tenths(took.reduce((longest, one) => Math.max(longest, one), 0));
}

const pathOf = ({ target }: Request): string | undefined => target?.split('?', 1).join('');

/** A request that its proxy lost or gave up did not end by itself. */
function tookUs({ startedAt, endedAt, durationUs, proxy, status }: Request): number | undefined {
  if (endedAt === undefined || (proxy && proxy.outcome !== 'answered') || (status ?? 0) >= 500) return undefined;
  return durationUs ?? (startedAt === undefined ? undefined : endedAt - startedAt);
}
