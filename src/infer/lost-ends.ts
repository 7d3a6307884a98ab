import { groupedBy } from '../lib/grouped.ts';
import type { Correlation } from '../model/correlation.ts';
import { gaveUp, type Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import { untoldShare } from './untold-ends.ts';
import { logIn } from './log-in.ts';
import { type Survival, survivalOf } from './survival.ts';

/** One end without a start is a chance: a request that began before the log did, or one that tells no start. */
const FEWEST_ORPHANS = 2;

/** So many durations show what is usual. */
const ENOUGH = 30;
/**
 * An access log tells no end of whose client had left (gunicorn up to 20.1.0 writes none then, workers/base_async.py: EPIPE and the like end it
 * before): where an application tells starts alone, at least so many lack theirs.
 */
const LEFT = 0.02;

/** Requests, the logs that tell of them, the workers that they ran in, and how many there were. */
type Told = Pick<Correlation, 'requests' | 'logs' | 'workers' | 'served'>;

/** What one log shows of the lines that it lacks. */
interface Lossy {
  /** The share of ends that are not told, by that of the starts that are not. */
  readonly missing: number;
  readonly outlasts: Survival;
  /** It tells starts alone: of ends only the proxy tells, and of what that gave up nobody. */
  readonly endsByProxy: boolean;
  /** It tells starts alone, and an access log the ends, but of what was given up before. */
  readonly endsByServer: boolean;
}

/**
 * How likely it is that a request without an end was open at a moment, and its end is not just missing: logs that were sampled, cut or
 * dropped lines under load tell ends whose starts they do not, as often as the other way round; and where an application tells no end of what
 * fails, workers that live on leave starts without ends behind. 1 where a log shows neither.
 */
export function openDespiteLosses({ requests, logs, workers, served }: Told): (request: Request, at: Micros) => number {
  const logBy = logIn(logs);
  const byLog = groupedBy(requests.filter(isOwn), logBy);
  const answered = requests.flatMap(({ proxy, durationUs }) =>
    proxy?.outcome === 'answered' && durationUs !== undefined ? [durationUs] : [],
  );
  const lossy = new Map(
    [...byLog].flatMap(([log, theirs]) =>
      asLossy(theirs, { answered, workers, served }).map((one) => [log, one] as const),
    ),
  );
  return (request, at) => {
    const log = isOwn(request) ? lossy.get(logBy(request)) : undefined;
    const { startedAt, proxy } = request;
    if (!log || startedAt === undefined || proxy?.outcome === 'lost') return 1;
    const open = stillOpenAt(at, { startedAt, watchedUntil: watchedUntil(request, startedAt) }, log);
    const missing = gaveUp(proxy?.outcome) && isUntold(log, proxy, at) ? 1 : log.missing;
    return open / (open + (1 - open) * missing);
  };
}

/** What was given up had had no answer until then. */
const watchedUntil = ({ proxy }: Request, startedAt: Micros): number =>
  gaveUp(proxy?.outcome) ? (proxy?.at ?? startedAt) : startedAt;

/** Of those that lasted as long as it was watched, the share that lasts to that moment. */
function stillOpenAt(
  at: Micros,
  { startedAt, watchedUntil: seenAt }: { readonly startedAt: Micros; readonly watchedUntil: number },
  { outlasts }: Lossy,
): number {
  const [age, seen] = [Math.max(0, at - startedAt), Math.max(0, Math.min(at, seenAt) - startedAt)];
  const lasted = outlasts(seen);
  // Longer than anything is thought to last: nothing is known of what comes after.
  return lasted === 0 ? 1 : outlasts(age) / lasted;
}

/** Whether nobody would tell an end of what was given up. */
const isUntold = ({ endsByProxy, endsByServer }: Lossy, proxy: Request['proxy'], at: Micros): boolean =>
  endsByProxy || (endsByServer && proxy !== undefined && proxy.at < at);

const isOwn = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start' || edge === 'end');

/** With ids: an application's, and not a server's debug lines, whose starts are weighed already. */
const areStartsAlone = (theirs: readonly Request[]): boolean =>
  theirs.every(({ evidence }) => evidence.every(({ edge }) => edge !== 'end')) &&
  theirs.filter(hasStart).every(({ evidence }) => evidence[0]?.facts.id !== undefined);

const hasStart = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start');

/** Not one that a proxy alone tells: gunicorn's debug lines tell starts, and no ends. */
const tellsOwnEnd = ({ endedAt, proxy, evidence }: Request): boolean =>
  endedAt !== undefined && (proxy === undefined || evidence.some(({ edge }) => edge === 'end'));

interface Besides extends Pick<Correlation, 'workers' | 'served'> {
  /** How long requests took to which a proxy had an answer. */
  readonly answered: readonly number[];
}

function asLossy(theirs: readonly Request[], { answered, workers, served }: Besides): readonly Lossy[] {
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
  const cut = orphans < FEWEST_ORPHANS ? 0 : orphans / (orphans + lasted.length);
  const endsByServer = areStartsAlone(theirs);
  const missing = Math.max(cut, endsByServer ? LEFT : 0, untoldShare(theirs, { workers, served }, longest));
  const endsByProxy = !theirs.some(tellsOwnEnd) && answered.length >= ENOUGH;
  if (missing === 0 && !endsByProxy) return [];
  const told = endsByProxy ? answered : lasted;
  return [{ missing, endsByProxy, endsByServer, outlasts: survivalOf(told.map((us) => ({ us, hasEnded: true }))) }];
}
