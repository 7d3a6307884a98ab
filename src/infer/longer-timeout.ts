import { withoutQuery } from '../lib/without-query.ts';
import { isMissedLate } from '../model/block-begin.ts';
import type { Claim, Conclusion } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { LongerTimeout } from '../model/report-block.ts';
import type { Request } from '../model/request.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';

/**
 * What a longer timeout would have done for a worker that was missed; `undefined` where these logs do not show how long the
 * block lasted (a timeout that is only assumed says nothing of it), or where there was nothing to wait for.
 */
export function longerTimeout(incident: Conclusion, longest: LongestByPath): LongerTimeout | undefined {
  const { cause, block, server, claims, casualtyCount } = incident;
  if (
    cause !== 'timeout' ||
    !block ||
    isLate(incident) ||
    server.timeoutFrom === 'assumed' ||
    block.kind === 'client-silent'
  )
    return undefined;
  const culprit = claims.find(({ role }) => role === 'culprit')?.request;
  return {
    // The master's stamps are cut off at the second: a block seems shorter than the timeout that it outlasted.
    aboveSeconds: Math.max(tenths(block.to - block.from), server.timeoutSeconds ?? 0),
    longestEndedSeconds: (culprit && longest.get(pathOf(culprit))) ?? null,
    waiting: casualtyCount + claims.filter(isSurvivor).length,
  };
}

/** It stands as a bound only: how long the block lasted is not known. */
const isLate = ({ block, death: { timeoutAt }, server }: Conclusion): boolean =>
  block !== undefined && timeoutAt !== undefined && isMissedLate(server, (timeoutAt - block.from) / MICROS_PER_SECOND);

const isSurvivor = ({ role }: Claim): boolean => role === 'survivor';

const tenths = (us: number): number => Math.round(us / (MICROS_PER_SECOND / 10)) / 10;

/** The most that a request took that did end, in seconds, by what it asked for, whatever its query said. */
export type LongestByPath = ReadonlyMap<string, number>;

export function longestByPath({ requests }: Correlation): LongestByPath {
  const longest = new Map<string, number>();
  for (const request of requests) {
    const [path, us] = [pathOf(request), tookUs(request)];
    if (path !== '' && us !== undefined) longest.set(path, Math.max(longest.get(path) ?? 0, tenths(us)));
  }
  return longest;
}

/** `GET /report`; empty: nothing tells what it asked for. */
const pathOf = ({ method = '', target = '' }: Request): string => target && `${method} ${withoutQuery(target)}`;

/** A request that its proxy lost or gave up did not end by itself. */
function tookUs({ startedAt, endedAt, durationUs, proxy, status }: Request): number | undefined {
  if (endedAt === undefined || (proxy && proxy.outcome !== 'answered') || (status ?? 0) >= 500) return undefined;
  return durationUs ?? (startedAt === undefined ? undefined : endedAt - startedAt);
}
