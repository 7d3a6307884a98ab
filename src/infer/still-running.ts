import { groupedBy } from '../lib/grouped.ts';
import { firstPlace } from '../lib/within.ts';
import { rangeOf } from '../lib/range.ts';
import type { Correlation } from '../model/correlation.ts';
import { gaveUp, type Request } from '../model/request.ts';
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
  /** When it was missed: from then on what it held may end after all. */
  readonly timeoutAt: number | undefined;
  readonly goneAt: number;
  /** Of those that can have served a request, if it is known on which machine that was. */
  readonly workers: (request: Request) => number;
}

/** A worker that died, as one of those in which a request may have been that another one is asked about. */
export interface Loss extends Pick<Place, 'worker' | 'onsets' | 'goneAt'> {
  readonly bootedAt: number | undefined;
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
/** So many show how long requests take. */
const ENOUGH = 30;
/** So many requests before the end of a worker tell since when it was held. */
const MOST_TELLING = 400;

/**
 * Tells how likely requests were in a worker that died, of those that never ended and whose log names no pid: they may as well run on
 * elsewhere where the log ends, as may those that a proxy or its client gave up, of which that log alone tells. A request is as likely to begin in one worker as in another; elsewhere it outlasts all the rest of the
 * log, or the time until another worker was held that died later, here only the time until this one was. Since when that was, the requests around tell themselves: from then on those that
 * begin end as ever, as they are elsewhere. A proxy in front loses its connection to whatever dies: of whom it tells nothing runs on.
 * `deaths`: when workers died. Of a request with a pid it is known where it was.
 */
export function stillRunning(
  { requests, logs }: Told,
  deaths: readonly number[],
  losses: readonly Loss[] = [],
): (place: Place) => ChanceIn {
  const logBy = logIn(logs);
  const byLog = groupedBy(
    requests.filter((request) => isOwn(request) || isProxysAlone(request)),
    logBy,
  );
  const seen = new Map([...byLog].map(([log, theirs]) => [log, seenIn(theirs, deaths)]));
  return (place) => {
    const later = losses.filter(isLaterThan(place));
    const judged = new Map<string | undefined, ChanceIn>();
    return (request) => {
      const known = isPlacedByOrder(request) ? seen.get(logBy(request)) : undefined;
      if (!known) return 1;
      const judge = judged.get(logBy(request)) ?? judgeOf(known, place, later);
      judged.set(logBy(request), judge);
      return judge(request);
    };
  };
}

const isPlacedByOrder = (request: Request): boolean =>
  isOwn(request) ? request.proxy?.outcome !== 'lost' : isProxysAlone(request) && isGivenUp(request);

/** Told by a log of the server's own that names no pid. */
const isOwn = ({ pid, startedAt, evidence }: Request): boolean =>
  pid === undefined && startedAt !== undefined && evidence.some(({ edge }) => edge === 'start');

/** Told by a proxy, and by no log of the server's own. */
const isProxysAlone = ({ pid, startedAt, proxy, evidence }: Request): boolean =>
  pid === undefined && startedAt !== undefined && proxy !== undefined && evidence.every(({ edge }) => edge === 'whole');

/** The server goes on with what was given up in front of it: its own log tells when it was done. */
const isGivenUp = (request: Request): boolean => !isOwn(request) && gaveUp(request.proxy?.outcome);

const isGivenUpBefore = (request: Request, at: number): boolean => isGivenUp(request) && (request.proxy?.at ?? at) < at;

/** What a proxy lost with another end tells nothing of this one. */
const isLostElsewhere = (request: Request, goneAt: number): boolean =>
  isProxysAlone(request) && request.proxy?.outcome === 'lost' && Math.abs(request.proxy.at - goneAt) > TOLD_WITHIN_US;

/** True if it is not known when the server was done with it: what was given up may have run on. */
const isEndless = (request: Request): boolean =>
  request.endedAt === undefined || isGivenUp(request) || request.proxy?.outcome === 'lost';

const endOf = ({ endedAt }: Request): number => endedAt ?? 0;
const startOf = ({ startedAt }: Request): number => startedAt ?? 0;

function seenIn(requests: readonly Request[], deaths: readonly number[]): Seen {
  const lastAt = requests.reduce<number>((last, request) => Math.max(last, request.endedAt ?? startOf(request)), 0);
  const inOrder = [...deaths].sort((a, b) => a - b);
  const outlasts = survivalOf(
    atUsualTimes(requests).map((request) => {
      const begun = startOf(request);
      const seenUntil = untilSeen(request) ?? inOrder.find((death) => death >= begun) ?? lastAt;
      return { us: Math.min(seenUntil, lastAt) - begun, hasEnded: !isEndless(request) };
    }),
  );
  return { requests: [...requests].sort((a, b) => startOf(a) - startOf(b)), lastAt, outlasts, ...proxied(requests) };
}

/**
 * Those that began while no worker may have held what was given up: how long these waited is what is asked for. All, where hardly any others
 * are told.
 */
function atUsualTimes(requests: readonly Request[]): readonly Request[] {
  const held = groupedBy(
    requests.filter((request) => request.worker !== undefined && isProxysAlone(request) && isGivenUp(request)),
    ({ worker }) => worker,
  );
  const spans = [...held.values()].flatMap((theirs) => rangeOf(theirs, startOf, startOf) ?? []);
  const usual = requests.filter((request) =>
    spans.every(({ from, to }) => startOf(request) < from || startOf(request) > to),
  );
  return usual.length < ENOUGH ? requests : usual;
}

/** Nobody looks on after its end, nor after it was given up. */
const untilSeen = (request: Request): number | undefined => (isGivenUp(request) ? request.proxy?.at : request.endedAt);

function proxied(requests: readonly Request[]): Pick<Seen, 'proxiedUntil' | 'unproxied'> {
  const ended = requests.filter((request) => isOwn(request) && request.endedAt !== undefined);
  const told = ended.flatMap(({ proxy }) => proxy?.at ?? []);
  return {
    proxiedUntil: told.reduce<number>((last, at) => Math.max(last, at), 0),
    unproxied: (ended.length - told.length + 1) / (ended.length + 2),
  };
}

/** What another worker took with it says nothing of when this one was held. */
const isLostWithOther = ({ endedAt, worker }: Request, own: number): boolean =>
  endedAt === undefined && worker !== undefined && worker !== own;

/** The last that tell, of those before a place: of hundreds of thousands not all are asked for each worker. */
function lastOf(
  requests: readonly Request[],
  before: number,
  tells: (request: Request) => boolean,
): readonly Request[] {
  const last: Request[] = [];
  for (let at = before - 1; at >= 0 && last.length < MOST_TELLING; at -= 1) {
    const request = requests[at];
    if (request && tells(request)) last.push(request);
  }
  return last.reverse();
}

/** Who died within that time of each other share out what both may have taken (correlate/requests/lost-requests). */
const APART_US = 3_000_000;
/** What began before the one is hardly open when the other is held so much later. */
const LONG_AFTER_US = 60_000_000;

const isLaterThan =
  ({ worker, goneAt }: Place) =>
  (loss: Loss): boolean =>
    loss.worker !== worker && loss.goneAt - goneAt >= APART_US && loss.goneAt - goneAt <= LONG_AFTER_US;

/** How likely a request lasts until that worker was held, had it begun there. */
function lastsUntilHeld(begun: number, { onsets }: Loss, outlasts: Survival): number {
  const all = onsets.reduce((sum, { weight }) => sum + weight, 0);
  return onsets.reduce((sum, { at, weight }) => sum + (at > begun ? (outlasts(at - begun) * weight) / all : 0), 0);
}

function judgeOf(seen: Seen, place: Place, later: readonly Loss[]): ChanceIn {
  const { onsets, workers, goneAt } = place;
  const unseen = seen.proxiedUntil > goneAt + TOLD_WITHIN_US ? seen.unproxied : 1;
  const shareHere = remembered((request) => 1 / Math.max(1, workers(request)));
  const here = (request: Request, { at }: Onset): number =>
    startOf(request) < at && !isGivenUpBefore(request, at)
      ? seen.outlasts(at - startOf(request)) * shareHere(request)
      : 0;
  const elsewhere = remembered((request) => openElsewhere(request, shareHere(request), { seen, later }));
  const weights = likelihoodOf(onsets, tellingOf(seen, place), (request, onset) =>
    isEndless(request)
      ? here(request, onset) + elsewhere(request)
      : endsAsTold(request, onset, { place, share: shareHere(request) }),
  );
  return (request) =>
    shareHere(request) === 1
      ? 1
      : onsets.reduce((chance, onset, at) => {
          const [in_, out] = [here(request, onset) * unseen, elsewhere(request)];
          return chance + (weights[at] ?? 0) * (in_ === 0 ? 0 : in_ / (in_ + out));
        }, 0);
}

function remembered(chanceOf: (request: Request) => number): (request: Request) => number {
  const known = new Map<Request, number>();
  return (request) => {
    const chance = known.get(request) ?? chanceOf(request);
    known.set(request, chance);
    return chance;
  };
}

/** How likely a request was open in a worker that goes on to the end of the log, or until it was held and died later. */
function openElsewhere(
  request: Request,
  share: number,
  { seen: { outlasts, lastAt }, later }: { readonly seen: Seen; readonly later: readonly Loss[] },
): number {
  if (!isPlacedByOrder(request)) return 0;
  const begun = startOf(request);
  const taking = isGivenUp(request) ? [] : later.filter(({ bootedAt = 0 }) => bootedAt <= begun);
  const taken = taking.reduce((sum, loss) => sum + lastsUntilHeld(begun, loss, outlasts), 0);
  const living = Math.max(0, 1 - share * (1 + taking.length));
  return taken * share + outlasts((untilSeen(request) ?? lastAt) - begun) * living;
}

/** The last requests before the worker must have been held: they tell since when. */
function tellingOf({ requests }: Seen, { worker, onsets, goneAt }: Place): readonly Request[] {
  const latest = Math.max(...onsets.map(({ at }) => at));
  return lastOf(
    requests,
    firstPlace(requests, (request) => startOf(request) >= latest),
    (request) => !isLostElsewhere(request, goneAt) && !isLostWithOther(request, worker),
  );
}

/** What ended while the worker was held was in another one; of what ended before, or after it was missed, nothing is known. */
const endsAsTold = (
  request: Request,
  { at }: Onset,
  { place: { timeoutAt }, share }: { readonly place: Place; readonly share: number },
): number => (startOf(request) < at && endOf(request) > at && endOf(request) < (timeoutAt ?? Infinity) ? 1 - share : 1);

/** How likely each onset is, of one in all, by how likely each makes what is told of the requests. */
function likelihoodOf(
  onsets: readonly Onset[],
  telling: readonly Request[],
  chanceOf: (request: Request, onset: Onset) => number,
): readonly number[] {
  const logs = onsets.map((onset) =>
    telling.reduce(
      (sum, request) => sum + Math.log(Math.max(chanceOf(request, onset), Number.EPSILON)),
      Math.log(onset.weight),
    ),
  );
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / all);
}
