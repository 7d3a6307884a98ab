import { namedAfterProxies } from '../../lib/names-proxy.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Gap, ServerFacts } from '../../model/report.ts';
import { NGINX_FORMAT, remedyForAccess } from './gap-remedies.ts';

interface Head {
  readonly format: string;
  readonly head: string;
  readonly isProxys: boolean;
}

/** What access logs have no column for: the server's own for its workers, a proxy's for the server behind it. */
export function accessGaps(
  server: ServerFacts,
  sources: readonly SourceRow[],
  correlation: Correlation,
): readonly Gap[] {
  const heads = headsOf(sources, correlation);
  return [
    ...(server.kind === 'gunicorn' && heads.some((one) => isOwn(one) && !one.head.includes('%(p)s'))
      ? [NO_PID(server.workerClass)]
      : []),
    ...(heads.some((one) => isNginx(one) && !one.head.includes('$upstream_addr')) ? [NO_UPSTREAM] : []),
  ];
}

/** How the lines of each log are written. What the server and its proxy tell of one request is joined: a name goes before that. */
function headsOf(sources: readonly SourceRow[], { requests, lifecycle }: Correlation): readonly Head[] {
  const joined = requests.flatMap(({ proxy, evidence }) => (proxy ? evidence.map(({ origin }) => origin.source) : []));
  const tellOfWorkers = new Set(lifecycle.map(({ event }) => event.origin.source));
  const named = namedAfterProxies(sources, (id) => tellOfWorkers.has(id));
  const proxies = named.size > 0 ? named : new Set(joined);
  return sources.flatMap(({ id, layouts }) =>
    layouts.map(({ format, head }) => ({ format, head, isProxys: format === 'nginx-access' || proxies.has(id) })),
  );
}

const isOwn = ({ format, isProxys }: Head): boolean => format === 'gunicorn-access' && !isProxys;

const isNginx = ({ format, isProxys }: Head): boolean => /^(?:nginx|gunicorn)-access$/.test(format) && isProxys;

const NO_PID = (workerClass: string | null): Gap => ({
  what: "which worker answered the requests of the server's access log",
  why: 'its lines tell neither pid nor request id, so that they join the other logs by time alone',
  remedy: remedyForAccess(workerClass),
});

const NO_UPSTREAM: Gap = {
  what: 'which server behind the proxy a request went to, and how long that took',
  why: "the proxy's access log has no columns for it, and no request id that the other logs could share",
  remedy: NGINX_FORMAT,
};
