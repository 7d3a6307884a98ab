import { withoutQuery } from '../../lib/without-query.ts';
import { gaveUp, type Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND, PRECISION_US } from '../../model/time.ts';
import { isAnsweredByOne } from './answered.ts';
import { asServerSaw } from './as-server-saw.ts';
import { handedOn, triesOf } from './proxy-tries.ts';
import { haveOneMethod } from './have-one-method.ts';
import { isOneId } from './is-one-id.ts';
import { withFactsOf } from './with-facts-of.ts';

/** A proxy's error line is written with the request's end; its access line has whole seconds. */
const SAME_END_US = 2_000_000;
/** Server and proxy log an end within moments of each other, each perhaps cut to the second. */
const NEAR_US = 1_200_000;
const SLACK_US = 150_000;
/** What waits in a server's queue for longer has been lost. */
const QUEUED_US = 600 * MICROS_PER_SECOND;

/** A proxy may tell of one request in several lines, one a try and one in the end: they become one for each server that held it. */
export function mergeProxyLines(lines: readonly Request[]): readonly Request[] {
  const hasError = ({ evidence }: Request): boolean => evidence.every(({ facts }) => facts.upstreamError !== undefined);
  const access = bucketed(lines.filter((line) => !hasError(line)));
  const errors = new Map<Request, Request[]>();
  const alone: Request[] = [];
  for (const error of lines.filter(hasError)) {
    const [match] = near(access, error, endOf(error))
      .filter((line) => isSameWork(line, error) && isAsBad(line) && distance(line, error) <= SAME_END_US)
      .filter((line) => (errors.get(line) ?? []).every((other) => isSameConnection(other, error)))
      .sort((a, b) => offStatus(a, error) - offStatus(b, error) || distance(a, error) - distance(b, error));
    if (match) errors.set(match, [...(errors.get(match) ?? []), error]);
    else alone.push(error);
  }
  const told = lines.filter((line) => !hasError(line));
  const tries = new Map(handedOn(told, lines.filter(hasError), isSameWork).map((one) => [one.line, one.lost]));
  const before = new Set([...tries.values()].flat());
  const merged = told.flatMap((line) => {
    const own = withErrors(
      line,
      (errors.get(line) ?? []).filter((error) => !before.has(error)),
    );
    const lost = tries.get(line);
    return lost ? triesOf({ line: own, lost }) : [own];
  });
  return [...merged, ...alone.filter((error) => !before.has(error))];
}

const connectionOf = ({ evidence: [first] }: Request): string | undefined => first?.facts.connection;

/** Each try has its error line, and all are told of one connection of the client's. */
const isSameConnection = (a: Request, b: Request): boolean =>
  connectionOf(a) === undefined || connectionOf(b) === undefined || connectionOf(a) === connectionOf(b);

/** A line that says the same of how it ended goes before others. */
const offStatus = (line: Request, error: Request): number =>
  Number(error.status !== undefined && line.status !== error.status);

/** An error line belongs to a request that was not answered; a later try of the same may have been. */
const isAsBad = ({ status }: Request): boolean => status === undefined || status >= 499 || status === 460;

/** Where a server lost it and then none was left to try, nobody refused it: it was lost with that server. */
const NOBODY: ReadonlySet<string | undefined> = new Set(['none-left', 'refused']);

const isByNobody = ({ evidence: [first] }: Request): boolean => NOBODY.has(first?.facts.upstreamError);

const withErrors = (line: Request, errors: readonly Request[]): Request => {
  const last = errors.findLast((error) => !isByNobody(error)) ?? errors.at(-1);
  if (!last) return line;
  return {
    ...line,
    proxy: last.proxy &&
      line.proxy && { ...last.proxy, at: line.durationUs === undefined ? last.proxy.at : line.proxy.at },
    evidence: [...line.evidence, ...errors.flatMap(({ evidence }) => evidence)],
  };
};

/** The lines of a proxy and what the server itself tells of the same requests become one. */
export function mergeProxied(told: readonly Request[], proxied: readonly Request[]): readonly Request[] {
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
      const isFree = (request: Request): boolean => !partner.has(request) && isSameWork(request, asked);
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
      [...(isWorkOver ? failedAs(line, open) : []), ...begunLater(line, [ended, open], left)].filter(isFree),
    ),
  );
  return [...told.map((request) => joined(request, partner.get(request))), ...alone];
}

type Buckets = ReadonlyMap<string, readonly Request[]>;

/** The path of those whose log does not tell what is asked for. */
const NOWHERE = '';

const pathOf = ({ target = NOWHERE }: Request): string => withoutQuery(target);
const endOf = ({ endedAt, proxy }: Request): Micros | undefined => proxy?.at ?? endedAt;
const second = (at: Micros | undefined): number => (at === undefined ? 0 : Math.floor(at / MICROS_PER_SECOND));

/** Requests by id, by target with query, and by path and second of their end; those that never ended by path alone. */
function bucketed(requests: readonly Request[]): Buckets {
  const buckets = new Map<string, Request[]>();
  const put = (key: string, request: Request): void => {
    const bucket = buckets.get(key);
    if (bucket) bucket.push(request);
    else buckets.set(key, [request]);
  };
  for (const request of requests) {
    const at = endOf(request);
    put(at === undefined ? pathOf(request) : `${pathOf(request)} ${String(second(at))}`, request);
    if (request.id !== undefined) put(`#${request.id}`, request);
    if (request.target !== undefined && hasQuery(request)) put(request.target, request);
  }
  return buckets;
}

const near = (buckets: Buckets, request: Request, at: Micros | undefined): readonly Request[] => [
  ...sameId(buckets, request),
  ...[-2, -1, 0, 1, 2].flatMap((off) => buckets.get(`${pathOf(request)} ${String(second(at) + off)}`) ?? []),
];

const candidates = (buckets: Buckets, request: Request): readonly Request[] => [
  ...sameId(buckets, request),
  ...(buckets.get(pathOf(request)) ?? []),
  ...(buckets.get(NOWHERE) ?? []),
];

const sameId = (buckets: Buckets, { id }: Request): readonly Request[] =>
  id === undefined ? [] : (buckets.get(`#${id}`) ?? []);

const isSameId = (a: Request, b: Request): boolean => a.id !== undefined && b.id !== undefined && isOneId(a.id, b.id);

/** Ids decide where both state one; else the query, where both state one. */
function isSameWork(a: Request, b: Request): boolean {
  if (a.id !== undefined && b.id !== undefined) return isOneId(a.id, b.id);
  if (!haveOneMethod(a, b)) return false;
  if (a.target === undefined || b.target === undefined) return isAsOld(a, b) || tellsParameter(a, b);
  return hasQuery(a) && hasQuery(b) ? a.target === b.target : pathOf(a) === pathOf(b);
}

/** An application that logs no path may tell what was asked: `report for customer 33 begun` of `/report?customer=33`. */
function tellsParameter(told: Request, { target = '' }: Request): boolean {
  const words = told.evidence.flatMap(({ text }) => text.split(/\W+/));
  const asked = [...new URLSearchParams(target.slice(withoutQuery(target).length))];
  return asked.some(
    ([name, value]) => value !== '' && words.some((word, at) => word === name && words[at + 1] === value),
  );
}

/** Where nothing else can tell, both must be known to have begun at the same moment. */
const isAsOld = ({ startedAt: a }: Request, { startedAt: b }: Request): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= NEAR_US;

const hasQuery = ({ target }: Request): boolean => target?.includes('?') === true;

const distance = (a: Request, b: Request): number => Math.abs((endOf(a) ?? 0) - (endOf(b) ?? 0));

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
