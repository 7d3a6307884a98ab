import { gaveUp, type Request } from '../../model/request.ts';
import { MICROS_PER_SECOND, PRECISION_US } from '../../model/time.ts';
import {
  bucketed,
  type Buckets,
  candidates,
  distance,
  endOf,
  isSameId,
  isSameWork,
  near,
  NEAR_US,
  sameId,
} from './alike.ts';
import { isAnsweredByOne } from './answered.ts';
import { asServerSaw } from './as-server-saw.ts';
import { isOutwaited } from './outwaited.ts';
import { withFactsOf } from './with-facts-of.ts';

const SLACK_US = 150_000;
/** What waits in a server's queue for longer has been lost. */
const QUEUED_US = 600 * MICROS_PER_SECOND;

/** When the worker of a request was gone, where that is known. */
type GoneAt = (request: Request) => number | undefined;

/** The lines of a proxy and what the server itself tells of the same requests become one. */
export function mergeProxied(
  told: readonly Request[],
  proxied: readonly Request[],
  goneAt: GoneAt = () => undefined,
): readonly Request[] {
  if (proxied.length === 0) return told;
  const ended = bucketed(told.filter(({ endedAt }) => endedAt !== undefined));
  const open = bucketed(told.filter(({ endedAt }) => endedAt === undefined));
  const lines = bucketed(proxied);
  const isWorkOver = answersEndWork(proxied, ended);
  const partner = new Map<Request, Request>();
  const unlike =
    (alike: (line: Request, isFree: (request: Request) => boolean) => readonly Request[]) =>
    (line: Request): boolean => {
      const asked = asServerSaw(line);
      const isFree = (request: Request): boolean =>
        !partner.has(request) &&
        isSameWork(request, asked) &&
        !isOutwaited({ goneAt: goneAt(request) ?? Infinity }, line);
      const [match] = [...alike(asked, isFree)].sort((a, b) => misfit(a, asked) - misfit(b, asked) || openFirst(a, b));
      if (match) partner.set(match, line);
      return match === undefined;
    };
  const unmatched = proxied.filter(
    unlike((line, isFree) => [
      ...near(ended, line, endOf(line)).filter((request) => isFree(request) && endsAlike(request, line)),
      ...wentOnAfter(line, ended, lines).filter(isFree),
      ...(line.proxy?.outcome === 'answered'
        ? (isWorkOver ? answeredBy(line, open, ended) : []).filter(isFree)
        : candidates(open, line).filter((one) => isFree(one) && startsAlike(one, line))),
    ]),
  );
  const left = bucketed(unmatched);
  const alone = unmatched.filter(
    unlike((line, isFree) =>
      [
        ...(isWorkOver ? failedAs(line, open) : []),
        ...begunLater(line, [ended, open], left),
        ...lostAfterQueue(line, open, goneAt),
      ].filter(isFree),
    ),
  );
  return [...told.map((request) => joined(request, partner.get(request))), ...alone];
}

const misfit = (a: Request, b: Request): number => {
  const ends = a.endedAt === undefined ? 0 : distance(a, b);
  const starts = a.startedAt === undefined || b.startedAt === undefined ? 0 : Math.abs(a.startedAt - b.startedAt);
  return ends + starts + (a.target === b.target ? 0 : MICROS_PER_SECOND);
};

const openFirst = ({ stillOpen: a = 1 }: Request, { stillOpen: b = 1 }: Request): number => b - a;

/** A request ends for the proxy when it ends for the server, and cannot have been shorter there; longer if it waited in a queue, which only an id tells. */
function endsAlike(request: Request, line: Request): boolean {
  if (distance(request, line) > NEAR_US) return false;
  if (request.status !== undefined && line.status !== undefined && request.status !== line.status) return false;
  const [server, proxy] = [request.durationUs, line.durationUs];
  if (server === undefined || proxy === undefined) return true;
  const queuedUs = isSameId(request, line) ? QUEUED_US : NEAR_US;
  return server - proxy <= NEAR_US && proxy - server <= queuedUs;
}

/**
 * A server goes on with what the proxy, or the client before it, gave up on; only an id tells, and of several tries the times, or a query
 * that was asked for once.
 */
function wentOnAfter(line: Request, ended: Buckets, lines: Buckets): readonly Request[] {
  if (!gaveUp(line.proxy?.outcome)) return [];
  // An end that is written with whole seconds lies somewhere in that second.
  const endsLater = ({ endedAt, evidence }: Request): boolean =>
    (endedAt ?? 0) + PRECISION_US[evidence.at(-1)?.stamp?.precision ?? 'us'] > (endOf(line) ?? 0);
  const same = sameId(ended, line).filter((request) => endsLater(request) && startsAlike(request, line));
  const [only, ...others] = line.id === undefined ? sameQuery(ended, line) : [];
  const isOnce = only !== undefined && others.length === 0 && sameQuery(lines, line).length === 1 && endsLater(only);
  return isOnce ? [...same, only] : same;
}

/** A server with a queue begins what nobody waits for any more (gunicorn workers/gthread.py); only an id tells, of which no other try is `left`. */
function begunLater(line: Request, told: readonly Buckets[], left: Buckets): readonly Request[] {
  const leftAt = gaveUp(line.proxy?.outcome) ? endOf(line) : undefined;
  if (leftAt === undefined || sameId(left, line).length > 1) return [];
  return told
    .flatMap((buckets) => sameId(buckets, line))
    .filter(({ startedAt = 0 }) => startedAt > leftAt && startedAt < leftAt + QUEUED_US);
}

/**
 * What a server took up late, out of its queue (as it booted, or was busy), and lost as its worker went: the open requests of that moment's
 * worker were all lost in front then, so what was lost and fits none by its start is one that began since.
 */
const lostAfterQueue = (line: Request, open: Buckets, goneAt: GoneAt): readonly Request[] =>
  line.proxy?.outcome !== 'lost'
    ? []
    : candidates(open, line).filter(
        (request) =>
          request.startedAt !== undefined &&
          request.startedAt >= (line.startedAt ?? Infinity) &&
          request.startedAt <= (endOf(line) ?? 0) &&
          Math.abs((goneAt(request) ?? Infinity) - (endOf(line) ?? 0)) <= NEAR_US,
      );

const sameQuery = (buckets: Buckets, { target = '' }: Request): readonly Request[] =>
  target.includes('?') ? (buckets.get(target) ?? []) : [];

/** A request that the server never ended: the proxy waited for it at least since the server took it up; longer if that was busy, which only an id tells. */
function startsAlike(request: Request, line: Request): boolean {
  const lostAt = endOf(line);
  if (request.startedAt === undefined || lostAt === undefined || request.startedAt > lostAt + NEAR_US) return false;
  if (line.startedAt === undefined) return true;
  const longestUs = isSameId(request, line) ? Number.POSITIVE_INFINITY : NEAR_US + SLACK_US;
  return line.startedAt <= request.startedAt + NEAR_US && request.startedAt - line.startedAt <= longestUs;
}

/** Not where a request is answered at once and its work goes on under the same id: such answers come before most logged ends. */
function answersEndWork(proxied: readonly Request[], ended: Buckets): boolean {
  const leads = proxied
    .filter(({ proxy }) => proxy?.outcome === 'answered')
    .flatMap((line) => sameId(ended, line).map((request) => (endOf(request) ?? 0) - (endOf(line) ?? 0)));
  return leads.filter((lead) => lead > NEAR_US).length * 2 <= leads.length;
}

/** The one of the server's open requests that this answer is for; only an id tells, and of several tries only the times. */
function answeredBy(line: Request, open: Buckets, ended: Buckets): readonly Request[] {
  const same = sameId(open, line);
  if (!isAnsweredByOne(line)) return [];
  return line.startedAt === undefined && same.length + sameId(ended, line).length > 1
    ? []
    : same.filter((request) => startsAlike(request, line));
}

/** An application that fails often logs no end: the open requests that began when the wait for this error did. */
const failedAs = (line: Request, open: Buckets): readonly Request[] =>
  isFailure(line) ? candidates(open, line).filter((request) => startsAlike(request, line)) : [];

const isFailure = (line: Request): boolean =>
  line.proxy?.outcome === 'answered' &&
  (line.status ?? 0) >= SERVER_ERROR &&
  line.startedAt !== undefined &&
  isAnsweredByOne(line);

const SERVER_ERROR = 500;

function joined(request: Request, line: Request | undefined): Request {
  if (!line) return request;
  return { ...withFactsOf(request, line), startedAt: request.startedAt ?? line.startedAt, proxy: line.proxy };
}
