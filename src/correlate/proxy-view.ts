import { groupedBy } from '../lib/grouped.ts';
import { hasClientLeft } from '../lib/client-left.ts';
import { namedAfterProxies } from '../lib/names-proxy.ts';
import { type LineTimes, lineTimes } from './line-times.ts';
import type { RequestEvent, RequestFacts, UpstreamError } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { ProxyOutcome } from '../model/request.ts';

const BAD_GATEWAY = 502;
const GATEWAY_TIMEOUT = 504;
/** A server that is gone, or closes an idle connection, is noticed at once. */
const AT_ONCE_US = 20_000;
/** nginx writes its error line as the server is lost, and its access line with the answer that it gives instead; one of them may be cut to the second. */
const SAME_END_US = 2_000_000;

type Facts = Pick<CaseFacts, 'sources' | 'requests' | 'spans' | 'lifecycle'>;

/**
 * Ids of the sources that a proxy wrote: they tell of servers behind, of clients that left, or of the answer that was given for a server
 * that another log of the proxy's tells as lost; they state when requests came, as no server of Python's does; or they bear a proxy's name. What one log was rotated into is of one writer.
 */
export const proxySources = (facts: Facts): ReadonlySet<number> => proxiesIn(facts).sources;

/** Who wrote a record: a host, where an envelope names one, in a source. */
export interface Writer {
  readonly source: number;
  readonly host?: string | undefined;
}

/** The logs of proxies. Several containers may write to one stream, of which one is the proxy. */
export interface Proxies {
  /** Ids of the sources that a proxy writes to. */
  readonly sources: ReadonlySet<number>;
  readonly wrote: (writer: Writer) => boolean;
  /** What the times in lines are, by which a proxy may be known. */
  readonly times: LineTimes;
}

export function proxiesIn(facts: Facts): Proxies {
  const { sources, requests, spans } = facts;
  const streams = new Map(sources.map(({ id, stream }) => [id, stream]));
  const keyOf = ({ source, host }: Writer): string => JSON.stringify([streams.get(source), host ?? null]);
  const events = [...requests, ...spans.flatMap(({ end }) => end ?? [])];
  const ofServers = new Set(events.filter(({ pid }) => pid !== undefined).map(({ origin }) => origin.source));
  const times = lineTimes(facts);
  const tellOfWorkers = new Set(facts.lifecycle.filter(({ stamp }) => stamp).map(({ origin }) => origin.source));
  const bearName = namedAfterProxies(sources, (id) => tellOfWorkers.has(id));
  const areProxys = sources.filter(({ id }) => bearName.has(id) || (times.shown.has(id) && !ofServers.has(id)));
  const named = new Set(areProxys.map(({ stream }) => stream));
  const speaking = [...events.filter(isProxys), ...answeredForLost(events)];
  const writers = new Set(speaking.map(({ origin: { source }, host }) => keyOf({ source, host })));
  const theirs = new Set(speaking.map(({ origin: { source } }) => streams.get(source)));
  return {
    sources: new Set(sources.filter(({ stream }) => named.has(stream) || theirs.has(stream)).map(({ id }) => id)),
    times,
    wrote: answersOnce((writer) => named.has(streams.get(writer.source) ?? '') || writers.has(keyOf(writer))),
  };
}

/** The same, but of those that name no host worked out once for each source: it is asked of tens of thousands of records. */
function answersOnce(wrote: Proxies['wrote']): Proxies['wrote'] {
  const known = new Map<number, boolean>();
  return (writer) => {
    if (writer.host !== undefined) return wrote(writer);
    const answer = known.get(writer.source) ?? wrote(writer);
    known.set(writer.source, answer);
    return answer;
  };
}

/** The 502s and 504s of a request of which an error line of a proxy tells that no server answered it: that is no server's log. */
function answeredForLost(events: readonly RequestEvent[]): readonly RequestEvent[] {
  const losses = groupedBy(
    events.filter(({ facts }) => facts.upstreamError !== undefined),
    ({ facts }) => facts.target,
  );
  return events.filter(
    (event) => isGatewaysAnswer(event) && losses.get(event.facts.target)?.some((loss) => isSameEnd(loss, event)),
  );
}

/** A server may answer 504 by itself while its proxy gives it up; syslog tells a pid of whoever handed a line on. */
const isGatewaysAnswer = ({ edge, pid, facts: { target, status, upstreamError } }: RequestEvent): boolean =>
  edge === 'whole' &&
  target !== undefined &&
  upstreamError === undefined &&
  (status === BAD_GATEWAY || (status === GATEWAY_TIMEOUT && pid === undefined));

const isSameEnd = ({ stamp: one }: RequestEvent, { stamp: other }: RequestEvent): boolean =>
  one !== undefined && other !== undefined && Math.abs(one.wall - other.wall) <= SAME_END_US;

const isProxys = ({ pid, edge, facts }: RequestEvent): boolean =>
  edge === 'whole' && (hasUpstream(facts) || (pid === undefined && hasClientLeft(facts.status)));

const hasUpstream = ({ upstream, upstreamStatus, upstreamError }: RequestFacts): boolean =>
  upstream !== undefined || upstreamStatus !== undefined || upstreamError !== undefined;

const BY_ERROR: Readonly<Record<UpstreamError, ProxyOutcome>> = {
  closed: 'lost',
  reset: 'lost',
  refused: 'refused',
  'none-left': 'refused',
  timeout: 'timeout',
  'client-left': 'client-left',
};

/** What became of a request in the eyes of a proxy. */
export function proxyOutcome({ status, durationUs, upstreamError }: RequestFacts): ProxyOutcome {
  if (upstreamError !== undefined) return BY_ERROR[upstreamError];
  if (hasClientLeft(status)) return 'client-left';
  if (status === GATEWAY_TIMEOUT) return 'timeout';
  if (status !== BAD_GATEWAY) return 'answered';
  return durationUs !== undefined && durationUs < AT_ONCE_US ? 'refused' : 'lost';
}
