import { groupedBy } from '../lib/grouped.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';
import { logIn } from './log-in.ts';
import { survivalOf, type Survival } from './survival.ts';

/** A moment from which on no request could begin or end in a worker, and how likely it is without a look at the requests. */
export interface Onset {
  readonly at: number;
  readonly weight: number;
}

/** A worker that died: from when on it may have been held, when it was gone, and how many workers there were then, itself among them. */
export interface Place {
  /** Its index. */
  readonly worker: number;
  readonly onsets: readonly Onset[];
  readonly goneAt: number;
  readonly workers: number;
}

/** Requests, and the logs that tell of them. */
type Told = Pick<Correlation, 'requests' | 'logs'>;

/** How likely a request was in that worker. */
export type ChanceIn = (request: Request) => number;

/** What one log tells of how long requests take. */
interface Seen {
  readonly requests: readonly Request[];
  /** The last moment of which it tells, in microseconds. */
  readonly lastAt: number;
  readonly outlasts: Survival;
  /** Until when a proxy in front tells of these as well; how seldom it does not. */
  readonly proxiedUntil: number;
  readonly unproxied: number;
}

/** A proxy's line of a lost connection has whole seconds, as has that of the death. */
const TOLD_WITHIN_US = 2_000_000;
/** So many requests before the end of a worker tell since when it was held. */
const MOST_TELLING = 400;

/**
 * Tells how likely requests were in a worker that died, of those that never ended and whose log names no pid: they may as well run on
 * elsewhere where the log ends. A request is as likely to begin in one worker as in another; elsewhere it outlasts all the rest of the
 * log, here only the time until the worker was held. Since when that was, the requests around tell themselves: from then on those that
 * begin end as ever, as they are elsewhere. A proxy in front loses its connection to whatever dies: of whom it tells nothing runs on.
 * `deaths`: when workers died. Of a request with a pid it is known where it was.
 */
export function stillRunning({ requests, logs }: Told, deaths: readonly number[]): (place: Place) => ChanceIn {
  const logBy = logIn(logs);
  const byLog = groupedBy(requests.filter(isOwn), logBy);
  const seen = new Map([...byLog].map(([log, theirs]) => [log, seenIn(theirs, deaths)]));
  return (place) => {
    const judged = new Map<string | undefined, ChanceIn>();
    return (request) => {
      const known = isPlacedByOrder(request) ? seen.get(logBy(request)) : undefined;
      if (!known) return 1;
      const judge = judged.get(logBy(request)) ?? judgeOf(known, place);
      judged.set(logBy(request), judge);
      return judge(request);
    };
  };
}

const isPlacedByOrder = (request: Request): boolean => isOwn(request) && request.proxy === undefined;

/** Told by a log of the server's own that names no pid. */
const isOwn = ({ pid, startedAt, evidence }: Request): boolean =>
  pid === undefined && startedAt !== undefined && evidence.some(({ edge }) => edge === 'start');

const startOf = ({ startedAt }: Request): number => startedAt ?? 0;

function seenIn(requests: readonly Request[], deaths: readonly number[]): Seen {
  const lastAt = requests.reduce<number>((last, request) => Math.max(last, request.endedAt ?? startOf(request)), 0);
  const inOrder = [...deaths].sort((a, b) => a - b);
  const outlasts = survivalOf(
    requests.map((request) => {
      const begun = startOf(request);
      const seenUntil = request.endedAt ?? inOrder.find((death) => death >= begun) ?? lastAt;
      return { us: Math.min(seenUntil, lastAt) - begun, hasEnded: request.endedAt !== undefined };
    }),
  );
  return { requests: [...requests].sort((a, b) => startOf(a) - startOf(b)), lastAt, outlasts, ...proxied(requests) };
}

function proxied(requests: readonly Request[]): Pick<Seen, 'proxiedUntil' | 'unproxied'> {
  const ended = requests.filter(({ endedAt }) => endedAt !== undefined);
  const told = ended.flatMap(({ proxy }) => proxy?.at ?? []);
  return {
    proxiedUntil: told.reduce<number>((last, at) => Math.max(last, at), 0),
    unproxied: (ended.length - told.length + 1) / (ended.length + 2),
  };
}

/** What another worker took with it says nothing of when this one was held. */
const isLostWithOther = ({ endedAt, worker }: Request, own: number): boolean =>
  endedAt === undefined && worker !== undefined && worker !== own;

function judgeOf(seen: Seen, { worker, onsets, goneAt, workers }: Place): ChanceIn {
  const { requests, lastAt, outlasts } = seen;
  const unseen = seen.proxiedUntil > goneAt + TOLD_WITHIN_US ? seen.unproxied : 1;
  const others = workers - 1;
  if (others < 1) return () => 1;
  const here = (request: Request, { at }: Onset): number =>
    startOf(request) < at ? outlasts(at - startOf(request)) / (others + 1) : 0;
  const elsewhere = (request: Request): number =>
    request.proxy === undefined ? (outlasts(lastAt - startOf(request)) * others) / (others + 1) : 0;
  const latest = Math.max(...onsets.map(({ at }) => at));
  const isTelling = (request: Request): boolean => startOf(request) < latest && !isLostWithOther(request, worker);
  const telling = requests.filter(isTelling).slice(-MOST_TELLING);
  const likelihood = (onset: Onset): number =>
    telling.reduce((sum, request) => {
      const stays = here(request, onset) + elsewhere(request);
      return sum + Math.log(Math.max(request.endedAt === undefined ? stays : 1 - stays, Number.EPSILON));
    }, Math.log(onset.weight));
  const logs = onsets.map(likelihood);
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return (request) =>
    onsets.reduce((chance, onset, place) => {
      const [in_, out] = [here(request, onset) * unseen, elsewhere(request)];
      return chance + ((weights[place] ?? 0) / sum) * (in_ === 0 ? 0 : in_ / (in_ + out));
    }, 0);
}
