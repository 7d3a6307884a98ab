import { groupedBy } from '../../lib/grouped.ts';
import { type Clock, clocksBySource, instantOf } from '../../model/clock.ts';
import type { ExceptionEvent, LifecycleEvent, RequestEvent, RequestFacts } from '../../model/event.ts';
import type { CaseFacts, Placed } from '../../model/facts.ts';
import type { RequestSpan } from '../../model/findings.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, micros } from '../../model/time.ts';
import type { Worker } from '../../model/worker.ts';
import { abortedAnswers } from './aborted-answers.ts';
import { endAnswered } from './answered.ts';
import { cutOffs } from './cut-off.ts';
import { endFailed } from './failed-unnamed.ts';
import { leftDone } from './left-done.ts';
import { placeLostRequests } from './lost-requests.ts';
import { onHostsBehind } from './hosts-behind.ts';
import { idsInColumns } from './ids-in-columns.ts';
import { idsInQueries } from './ids-in-queries.ts';
import { mergeAccessLines } from './merge-access-lines.ts';
import { mergeProxied } from './merge-proxied.ts';
import { mergeProxyLines } from './merge-proxy-lines.ts';
import { pairEdges } from './pair-edges.ts';
import { placeProxied } from './place-proxied.ts';
import type { LineTimes } from '../line-times.ts';
import { type Proxies, proxyOutcome } from '../proxy-view.ts';
import { withoutEndsOfAborts } from './ends-of-aborts.ts';
import { type Besides, serverStarts } from './server-starts.ts';
import { tellsEach } from './tells-each.ts';

/** Boot and end are logged with whole seconds; a worker's first request may seem older than its boot. */
const SLACK_US = 2_000_000;

/** What is worked out before requests are gathered. */
interface Known {
  readonly clocks: readonly Clock[];
  readonly proxies: Pick<Proxies, 'wrote' | 'times'>;
  readonly workers: readonly Worker[];
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  readonly exceptions: readonly Placed<ExceptionEvent>[];
}

/** Every request that is kept in the case, once, on the common clock and in its worker. In order of their first record. */
export function gatherRequests(
  facts: CaseFacts,
  { clocks, proxies, workers, lifecycle, exceptions }: Known,
): readonly Request[] {
  const spans = distinct([...facts.spans, ...pairEdges(facts.edges, facts.sources), ...facts.requests.map(asSpan)]);
  const clockOf = clocksBySource(clocks);
  const isProxys = ({ end }: RequestSpan): boolean =>
    end?.edge === 'whole' && proxies.wrote({ source: end.origin.source, host: end.host });
  const { times } = proxies;
  const ofServers = spans
    .filter((span) => !isProxys(span))
    .map((span) => {
      const request = toRequest(span, clockOf);
      const isStart = span.end !== undefined && times.ownOfServers.has(span.end.origin.source);
      return isStart ? fromItsStart(request, span.end, { times, clockOf }) : request;
    });
  const told = endFailed(ofServers, { lifecycle, exceptions });
  const merged = mergeAccessLines(withOwnIds(told), abortedAnswers(workers));
  const lines = spans.filter(isProxys).map((span) => {
    const request = toRequest(span, clockOf);
    return asProxied(span.end ? fromItsStart(request, span.end, { times, clockOf }) : request);
  });
  const proxied = idsInQueries(idsInColumns(mergeProxyLines(lines), merged), merged);
  const logged = placedIn(workers, withoutEndsOfAborts(merged, { workers, lifecycle, proxied }));
  const own = [...logged, ...serverStarts({ lifecycle, workers, requests: () => besides(logged, proxied) })];
  const goneAt = ({ worker = -1 }: Request): number | undefined => goneAtOf(workers[worker]);
  const placed = endAnswered(placedIn(workers, onHostsBehind(mergeProxied(own, proxied, goneAt), workers)), workers);
  const cutOff = cutOffs(placed, exceptions);
  const areAllTold = tellsEach(facts, proxies, placed);
  return [
    ...placeLostRequests(placeProxied(placed, workers, areAllTold), workers, { cutOff, isDone: leftDone(lifecycle) }),
  ].sort(byFirstRecord);
}

const goneAtOf = (worker: Worker | undefined): Micros | undefined =>
  worker?.end.how === 'died' ? worker.end.death.goneAt : undefined;

/** The same, where access lines name ids in the columns and queries in which the application's own are found. */
function withOwnIds(told: readonly Request[]): readonly Request[] {
  const named = new Map(told.map((request) => [request, request]));
  const lines = told.filter(({ evidence }) => evidence.every(({ edge }) => edge === 'whole'));
  idsInQueries(idsInColumns(lines, told), told).forEach((line, at) => {
    const plain = lines[at];
    if (plain) named.set(plain, line);
  });
  return told.map((request) => named.get(request) ?? request);
}

/** What the server's own logs tell, with what a proxy tells of the same, and what it alone saw: answered, or not. */
function besides(logged: readonly Request[], proxied: readonly Request[]): Besides {
  const lost = new Set(proxied.filter(({ proxy }) => proxy?.outcome !== 'answered'));
  const merged = mergeProxied(logged, proxied);
  return {
    told: merged.filter((request) => !lost.has(request)),
    unanswered: merged.filter((request) => lost.has(request)),
  };
}

/** The same where the time in its line is not that of its end: that is told by its duration, or by what had been written before it. */
function fromItsStart(
  request: Request,
  line: RequestEvent,
  { times, clockOf }: { readonly times: LineTimes; readonly clockOf: ClockOf },
): Request {
  const { endedAt: startedAt, durationUs } = request;
  if (startedAt === undefined || isErrorLine(line) || !times.starts.has(line.origin.source)) return request;
  const wall = times.writtenAt.get(line);
  const written =
    wall === undefined || !line.stamp ? startedAt : at({ ...line, stamp: { ...line.stamp, wall } }, clockOf);
  const endedAt = durationUs === undefined ? written : micros(startedAt + durationUs);
  return { ...request, startedAt, endedAt };
}

/** The times of an error log, which tells of no method, are those of what went wrong. */
const isErrorLine = ({ facts }: RequestEvent): boolean =>
  facts.upstreamError !== undefined && facts.method === undefined;

/** A pid or a host of a proxy's line, of which syslog tells, is the proxy's. */
const asProxied = (request: Request): Request => ({
  ...request,
  ...{ pid: undefined, host: undefined },
  proxy: request.endedAt === undefined ? undefined : { at: request.endedAt, outcome: proxyOutcome(request) },
});

const asSpan = (event: RequestEvent): RequestSpan => ({ start: undefined, end: event });

/** A close-up may tell the same request whole of which the survey left a half: the whole one comes first and stays. */
function distinct(spans: readonly RequestSpan[]): readonly RequestSpan[] {
  const seen = new Map<number, Set<number>>();
  const isSeen = (event: RequestEvent | undefined): boolean =>
    event !== undefined && seen.get(event.origin.source)?.has(event.origin.byteOffset) === true;
  const see = (event: RequestEvent | undefined): void => {
    if (!event) return;
    const bytes = seen.get(event.origin.source) ?? new Set();
    seen.set(event.origin.source, bytes.add(event.origin.byteOffset));
  };
  const whole = spans.filter(({ start, end }) => start && end);
  const halves = spans.filter(({ start, end }) => !start || !end);
  return [...whole, ...halves].filter(({ start, end }) => {
    if (isSeen(start) || isSeen(end)) return false;
    see(start);
    see(end);
    return true;
  });
}

/** The first record that states a fact is believed. Written out, as there are tens of thousands. */
function toRequest({ start, end }: RequestSpan, clocks: ClockOf): Request & RequestFacts {
  const endedAt = at(end, clocks);
  const [one, other] = [start ?? UNTOLD, end ?? UNTOLD];
  const [first, last] = [one.facts, other.facts];
  return {
    id: either(first.id, last.id),
    method: either(first.method, last.method),
    target: either(first.target, last.target),
    status: either(first.status, last.status),
    durationUs: either(first.durationUs, last.durationUs),
    upstreamStatus: either(first.upstreamStatus, last.upstreamStatus),
    upstream: either(first.upstream, last.upstream),
    upstreamError: either(first.upstreamError, last.upstreamError),
    pid: either(one.pid, other.pid),
    host: either(one.host, other.host),
    worker: undefined,
    startedAt: at(start, clocks) ?? startBefore(endedAt, last.durationUs),
    endedAt,
    evidence: evidenceOf(start, end),
  };
}

const either = <Told>(first: Told | undefined, last: Told | undefined): Told | undefined => first ?? last;

function evidenceOf(start: RequestEvent | undefined, end: RequestEvent | undefined): readonly RequestEvent[] {
  if (start && end) return [start, end];
  const only = start ?? end;
  return only ? [only] : [];
}

const startBefore = (endedAt: Micros | undefined, durationUs: number | undefined): Micros | undefined =>
  endedAt === undefined || durationUs === undefined ? undefined : micros(endedAt - durationUs);

/** The half of a request that no record tells. */
const UNTOLD: Pick<RequestEvent, 'facts' | 'pid' | 'host'> = {
  facts: { id: undefined, method: undefined, target: undefined, status: undefined, durationUs: undefined },
  pid: undefined,
};

type ClockOf = ReadonlyMap<number, Clock>;

function at(event: RequestEvent | undefined, clocks: ClockOf): Micros | undefined {
  const clock = event?.stamp && clocks.get(event.origin.source);
  return event?.stamp && clock ? instantOf(event.stamp, clock) : undefined;
}

function placedIn(workers: readonly Worker[], requests: readonly Request[]): readonly Request[] {
  const lives = groupedBy([...workers.entries()], ([, { pid }]) => pid);
  return requests.map((request) => {
    const worker = request.pid === undefined ? undefined : lifeOf(request, lives.get(request.pid) ?? []);
    return worker === request.worker ? request : { ...request, worker };
  });
}

type Life = readonly [index: number, worker: Worker];

/** Of the lives of its pid that in which the request began (or, where only its end is known, ended). */
function lifeOf({ host, startedAt, endedAt }: Request, lives: readonly Life[]): number | undefined {
  const moment = startedAt ?? endedAt;
  if (moment === undefined) return undefined;
  const hasBegun = ([, { bootedAt }]: Life): boolean => bootedAt === undefined || bootedAt - SLACK_US <= moment;
  // One log may name the machine where the other names the container.
  return (lives.findLast((life) => life[1].host === host && hasBegun(life)) ?? lives.findLast(hasBegun))?.[0];
}

const NOWHERE = { source: 0, line: 0 };

const momentOf = ({ startedAt, endedAt }: Request): number => startedAt ?? endedAt ?? 0;
const firstOrigin = ({ evidence }: Request): { readonly source: number; readonly line: number } =>
  evidence[0]?.origin ?? NOWHERE;

function byFirstRecord(a: Request, b: Request): number {
  const [one, two] = [firstOrigin(a), firstOrigin(b)];
  return momentOf(a) - momentOf(b) || one.source - two.source || one.line - two.line;
}
