import { hasClientLeft } from '../lib/client-left.ts';
import { namesProxy } from '../lib/names-proxy.ts';
import type { RequestEvent, RequestFacts, UpstreamError } from '../model/event.ts';
import type { CaseFacts } from '../model/facts.ts';
import type { ProxyOutcome } from '../model/request.ts';

const BAD_GATEWAY = 502;
const GATEWAY_TIMEOUT = 504;
/** A server that is gone, or closes an idle connection, is noticed at once. */
const AT_ONCE_US = 20_000;

/** `other_vhosts_access.log` is Apache's on Debian. All write a line when a request has ended; Apache's `%t` is when it was received (mod_log_config, "Custom Log Formats"). */
const STATES_STARTS = /(?:apache2?|httpd|other_vhosts)(?:[^a-z]|$)/i;

type Facts = Pick<CaseFacts, 'sources' | 'requests' | 'spans'>;

/** Ids of the sources that a proxy wrote: they tell of servers behind, of clients that left, or bear a proxy's name. */
export function proxySources({ sources, requests, spans }: Facts): ReadonlySet<number> {
  const named = sources.filter(({ path }) => namesProxy(path)).map(({ id }) => id);
  const proxies = new Set(named);
  const look = (event: RequestEvent): void => {
    if (isProxys(event)) proxies.add(event.origin.source);
  };
  for (const event of requests) look(event);
  for (const { end } of spans) if (end) look(end);
  return proxies;
}

/** Ids of the sources of which the time in a line is that of the request's start. */
export const startSources = ({ sources }: Facts): ReadonlySet<number> =>
  new Set(sources.filter(({ path }) => STATES_STARTS.test(path)).map(({ id }) => id));

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
