import { groupedBy } from '../lib/grouped.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import { type Survival, survivalOf } from './survival.ts';

/** One end without a start is a chance: a request that began before the log did, or one that tells no start. */
const FEWEST_ORPHANS = 2;

/** Requests, and the logs that tell of them. */
type Told = Pick<Correlation, 'requests' | 'logs'>;

/** What one log shows of the lines that it lacks. */
interface Lossy {
  /** The share of ends that are not told, by that of the starts that are not. */
  readonly missing: number;
  readonly outlasts: Survival;
}

/**
 * How likely it is that a request without an end was open at a moment, and its end is not just missing: logs that were sampled, cut or
 * dropped lines under load tell ends whose starts they do not, as often as the other way round. 1 where a log shows no such ends.
 */
export function openDespiteLosses({ requests, logs }: Told): (request: Request, at: Micros) => number {
  const logOf = ({ evidence: [first] }: Request): string | undefined => first && logs.get(first.origin.source);
  const byLog = groupedBy(requests.filter(isOwn), logOf);
  const lossy = new Map([...byLog].flatMap(([log, theirs]) => asLossy(theirs).map((one) => [log, one] as const)));
  return (request, at) => {
    const log = isOwn(request) ? lossy.get(logOf(request)) : undefined;
    const { startedAt, proxy } = request;
    if (!log || startedAt === undefined || proxy?.outcome === 'lost') return 1;
    const open = log.outlasts(Math.max(0, at - startedAt));
    return open / (open + (1 - open) * log.missing);
  };
}

const isOwn = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start' || edge === 'end');
const hasStart = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start');

function asLossy(theirs: readonly Request[]): readonly Lossy[] {
  const lasted = theirs
    .filter(hasStart)
    .flatMap(({ startedAt, endedAt }) =>
      startedAt === undefined || endedAt === undefined ? [] : [endedAt - startedAt],
    );
  const longest = lasted.reduce((most, us) => Math.max(most, us), 0);
  const firstAt = theirs.reduce(
    (first, { startedAt, endedAt }) => Math.min(first, startedAt ?? endedAt ?? first),
    Infinity,
  );
  const isOrphan = ({ endedAt, durationUs = longest }: Request): boolean =>
    endedAt !== undefined && endedAt - durationUs > firstAt;
  const orphans = theirs.filter((request) => !hasStart(request) && isOrphan(request)).length;
  if (orphans < FEWEST_ORPHANS) return [];
  const outlasts = survivalOf(lasted.map((us) => ({ us, hasEnded: true })));
  return [{ missing: orphans / (orphans + lasted.length), outlasts }];
}
