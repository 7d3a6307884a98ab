import type { UpstreamError } from '../../model/event.ts';

type Parts = Readonly<Record<string, string | undefined>>;

/**
 * How one proxy writes a request. Named groups: `started` or `ended` (ISO or CLF time), `method`, `target`, `status`, `id`,
 * `upstream`, `upstreamStatus`, and the duration as `ms`, or as `seconds` to be added up.
 */
export interface Proxy {
  readonly name: string;
  readonly docs: string;
  readonly pattern: RegExp;
  /** How the proxy lost the server behind, where its line tells. */
  readonly lostBy: (parts: Parts) => UpstreamError | undefined;
}

const ISO = String.raw`\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)`;
const CLF = String.raw`\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:.]+(?: [+-]\d{4})?`;

/** Envoy's response flags that tell of the server behind (1.18 to 1.32, "Access logging"). */
const ENVOY_FLAGS: Readonly<Record<string, UpstreamError>> = {
  UC: 'closed',
  UPE: 'closed',
  UR: 'reset',
  LR: 'reset',
  UF: 'refused',
  UT: 'timeout',
  SI: 'timeout',
  DC: 'client-left',
  UH: 'none-left',
  UO: 'none-left',
  NR: 'none-left',
};

/** HAProxy's first two termination flags (1.5 to 3.0, configuration manual 8.5): who ended the session, and in which state. */
const haproxyLoss = (flags: string, upstream: string): UpstreamError | undefined => {
  if (upstream === '<NOSRV>') return 'none-left';
  if (/^[Cc][DQRCH]/.test(flags)) return 'client-left';
  if (/^(?:[Ss]C|PC)/.test(flags)) return 'refused';
  if (/^S[HDL]/.test(flags)) return 'closed';
  return /^s[HDLQ]/.test(flags) ? 'timeout' : undefined;
};

/** Heroku's error codes that tell of a dyno ("Heroku Error Codes"). */
const HEROKU_CODES: Readonly<Record<string, UpstreamError>> = {
  H10: 'none-left',
  H11: 'none-left',
  H12: 'timeout',
  H13: 'closed',
  H14: 'none-left',
  H15: 'timeout',
  H18: 'closed',
  H19: 'refused',
  H20: 'none-left',
  H21: 'refused',
  H27: 'client-left',
  H28: 'client-left',
};

/** What Go's network code and Caddy's reverse_proxy say of a server behind that was lost (2.0 to 2.10, reverseproxy.go; net/http, transport.go). */
const CADDY_LOSSES: readonly (readonly [RegExp, UpstreamError])[] = [
  [/EOF$/, 'closed'],
  [/(?:connection reset by peer|broken pipe)$/, 'reset'],
  [/connection refused$/, 'refused'],
  [/(?:i\/o timeout|timeout awaiting response headers)$/, 'timeout'],
  [/no upstreams available$/, 'none-left'],
  [/context canceled$/, 'client-left'],
];

/** The access line of the same request says all else: of others of Caddy's errors it would be told twice. */
const CADDY_SAYS = `(?<said>(?:dial tcp (?<upstream>\\S+): )?.{0,200}?(?:${CADDY_LOSSES.map(([{ source }]) => source.replace('$', '')).join('|')}))`;
/** All up to the first of these and it: a client could write more of them into its request, and a pattern should not try each. */
const upTo = (name: string): string => `(?:(?!${name}).)*${name}`;
const CADDY_LOGGER = String.raw`(?:ERROR|DEBUG)\s+http\.log\.error(?:\.\w+)?`;

const caddyLoss = ({ said = '' }: Parts): UpstreamError | undefined =>
  CADDY_LOSSES.find(([pattern]) => pattern.test(said))?.[1];

/** Of a TCP session, which states no status: it ended without a byte of an answer, as when a server is killed (2.6: `--`). */
const haproxySessionLoss = (flags: string, { upstream = '', bytes = '' }: Parts): UpstreamError | undefined => {
  if (upstream === '<NOSRV>') return 'none-left';
  if (bytes !== '0') return /^S[DL]/.test(flags) ? 'closed' : undefined;
  return haproxyLoss(flags, upstream) ?? (flags === '--' ? 'closed' : undefined);
};

/** Proxies whose access lines have one shape, or nearly so. The patterns exclude each other. */
export const PROXIES: readonly Proxy[] = [
  {
    // [2026-04-15T20:17:01.310Z] "GET /feed?x=1 HTTP/1.1" 503 UC 0 95 30012 - "10.0.35.28" "curl/7" "cc21d9b0-…" "web" "10.0.2.1:80"
    // Where no answer was sent the status is 0. Istio has the details of the response, the connection and the transport behind the flags.
    name: 'Envoy',
    docs: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage',
    pattern: new RegExp(
      String.raw`^\[(?<started>${ISO})\] "(?<method>\S+) (?<target>\S+) [^"]*" (?<status>\d{1,3}) (?<flags>[\w,-]+) ` +
        String.raw`(?:\S+ \S+ "[^"]*" )?\d+ \d+ (?<ms>\d+) (?:\d+|-) "[^"]*" "[^"]*" "(?<id>[^"]*)" "[^"]*" "(?<upstream>[^"]*)"`,
    ),
    lostBy: ({ flags = '' }) =>
      flags
        .split(',')
        .map((flag) => ENVOY_FLAGS[flag])
        .find(Boolean),
  },
  {
    // 10.0.1.2:33318 [06/Feb/2026:12:14:14.700] http-in app/srv1 0/0/0/-1/30012 502 208 - - SH-- 1/1/1/1/0 0/0 "POST /write HTTP/1.1"
    name: 'HAProxy',
    docs: 'https://docs.haproxy.org/3.0/configuration.html#8.2.3',
    pattern: new RegExp(
      String.raw`^(?:haproxy\[\d+\]: )?\S+ \[(?<started>${CLF})\] \S+ [^\s/]+\/(?<upstream>\S+) (?:-?\d+\/){4}\+?(?<ms>\d+) ` +
        String.raw`(?<status>\d{3}|-1) \+?\d+ \S+ \S+ (?<flags>[\w-]{4}) \S+ \S+ (?:\{[^}]*\} ){0,2}"(?<method>\S+) (?<target>\S+)[^"]*"`,
    ),
    lostBy: ({ flags = '', upstream = '' }) => haproxyLoss(flags, upstream),
  },
  {
    // 10.0.1.2:33313 [06/Feb/2026:12:12:51.443] fnt bck/srv1 0/0/5007 0 -- 0/0/0/0/3 0/0     what is asked within is not seen
    name: 'HAProxy (TCP)',
    docs: 'https://docs.haproxy.org/3.0/configuration.html#8.2.2',
    pattern: new RegExp(
      String.raw`^(?:haproxy\[\d+\]: )?\S+ \[(?<started>${CLF})\] \S+ [^\s/]+\/(?<upstream>\S+) (?:-?\d+\/){2}\+?(?<ms>\d+) ` +
        String.raw`\+?(?<bytes>\d+) (?<flags>[\w-]{2}) (?:\d+\/){4}\+?\d+ \d+\/\d+\s*$`,
    ),
    lostBy: (parts) => haproxySessionLoss(parts['flags'] ?? '', parts),
  },
  {
    // 10.0.1.2 - - [06/Feb/2026:12:14:14 +0000] "POST /write HTTP/1.1" 502 209 "" "" 33318 840 "http-in" "app" "srv1" 0 0 0 -1 2027 SH-- 1 1 1 1 0 0 0 "" "" …
    name: 'HAProxy (CLF)',
    docs: 'https://docs.haproxy.org/3.0/configuration.html#8.2.3',
    pattern: new RegExp(
      String.raw`^(?:haproxy\[\d+\]: )?\S+ - - \[(?<started>${CLF})\] "(?<method>\S+) (?<target>\S+)[^"]*" (?<status>\d{3}|-1) \d+ "" "" ` +
        String.raw`\d+ (?<startedMs>\d{1,3}) "[^"]*" "[^"]*" "(?<upstream>[^"]*)" (?:-?\d+ ){4}\+?(?<ms>\d+) (?<flags>[\w-]{4}) `,
    ),
    lostBy: ({ flags = '', upstream = '' }) => haproxyLoss(flags, upstream),
  },
  {
    // https 2026-07-02T22:23:10.186641Z app/web/50dc6c 192.168.131.39:2818 10.0.0.1:80 0.000 -1 -1 502 - 34 366 "POST https://example.com:443/write HTTP/1.1" …
    // Classic load balancers have no type before the time.
    name: 'AWS load balancer',
    docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html',
    pattern: new RegExp(
      String.raw`^(?:(?:https?|h2|grpcs|wss?) )?(?<ended>${ISO}) \S+ \S+:\d+ (?<upstream>\S+) (?<seconds>-?[\d.]+ -?[\d.]+ -?[\d.]+) ` +
        String.raw`(?<status>\d{3}|-) (?<upstreamStatus>\d{3}|-|0) \d+ \d+ "(?<method>\S+) (?:\w+:\/\/[^/\s]*)?(?<target>\/\S*) [^"]*"` +
        String.raw`(?:.*?"Root=(?<id>[\w-]+))?`,
    ),
    lostBy: () => undefined,
  },
  {
    // 10.42.0.1 - - [23/Nov/2026:09:18:45 +0000] "GET /feed HTTP/1.1" 502 11 "-" "curl/7" 42 "web@docker" "http://172.18.0.3:8000" 30012ms
    name: 'Traefik',
    docs: 'https://doc.traefik.io/traefik/observability/access-logs/',
    pattern: new RegExp(
      String.raw`^\S+ \S+ \S+ \[(?<started>${CLF})\] "(?<method>\S+) (?<target>\S+) [^"]*" (?<status>\d{3}|-) (?:\d+|-) ` +
        String.raw`"[^"]*" "[^"]*" \d+ "[^"]*" "(?:\w+:\/\/)?(?<upstream>[^"/]*)[^"]*" (?<ms>\d+)ms\s*$`,
    ),
    lostBy: () => undefined,
  },
  {
    // Without request_id, with queue= and wait=: before 2014.
    // at=error code=H12 desc="Request timeout" method=GET path="/feed" host=… request_id=8601b555-… fwd="…" dyno=web.1 connect=1ms service=30001ms status=503 …
    name: "Heroku's router",
    docs: 'https://devcenter.heroku.com/articles/http-routing#heroku-router-log-format',
    pattern: new RegExp(
      String.raw`^(?:(?<ended>${ISO}) )?(?:heroku\[router\]: )?(?:sock=\w+ )?at=\w+ ` +
        String.raw`(?:code=(?<code>H\d\d) desc="[^"]*" )?method=(?<method>\w+) path="?(?<target>[^"\s]*)"? host=\S+ ` +
        String.raw`(?:request_id=(?<id>\S+) )?fwd=\S+ dyno=(?<upstream>\S*) (?:queue=\S* wait=\S* )?connect=\S* ` +
        String.raw`service=(?<ms>\d*)\S* status=(?<status>\d{3})`,
    ),
    lostBy: ({ code = '' }) => HEROKU_CODES[code],
  },
  {
    // 2026-11-23T08:03:00.123Z ERROR http.log.error: EOF request.remote_ip=10.0.0.9 … request.method=POST … request.uri=/export duration=31.01 status=502 err_id=…
    // As its JSON is told; caddyhttp/server.go names the logger so, and one of a server's own http.log.error.log0.
    name: 'Caddy (errors)',
    docs: 'https://caddyserver.com/docs/caddyfile/directives/log',
    pattern: new RegExp(
      String.raw`^(?<ended>${ISO}) ${CADDY_LOGGER}: ${CADDY_SAYS} request\.${upTo(' request\\.method=')}(?<method>[A-Z]+) ` +
        String.raw`${upTo('\\brequest\\.uri=')}"?(?<target>[^"\s]+)"? ${upTo('\\bduration=')}(?<seconds>[\d.e-]+) status=(?<status>\d{3})\b`,
    ),
    lostBy: caddyLoss,
  },
  {
    // 2026/11/23 08:03:00.123	ERROR	http.log.error	EOF	{"request": {"remote_ip": "10.0.0.9", … "method": "POST", … "uri": "/export", …}, "duration": 31.01, "status": 502, …}
    name: 'Caddy (errors on a console)',
    docs: 'https://caddyserver.com/docs/caddyfile/directives/log',
    pattern: new RegExp(
      String.raw`^(?<ended>\d{4}\/\d\d\/\d\d [\d:.]+)\s+${CADDY_LOGGER}\s+${CADDY_SAYS}\s+\{"request": \{${upTo('"method": "')}(?<method>[A-Z]+)"` +
        String.raw`${upTo('"uri": "')}(?<target>[^"]*)"${upTo('"duration": ')}(?<seconds>[\d.e-]+), "status": (?<status>\d{3})\b`,
    ),
    lostBy: caddyLoss,
  },
  {
    // 2026/11/30 14:56:03.867	ERROR	http.log.access.log1	handled request	{"request": {"remote_ip": "10.0.0.9", … "method": "GET", … "uri": "/item", …}, "user_id": "", "duration": 2.02, "size": 0, "status": 502, …}
    // 2.5 and later say `bytes_read` before the user. As its JSON is told, where the log goes through a shipper: http.log.access: handled request request.remote_ip=…
    name: 'Caddy (on a console)',
    docs: 'https://caddyserver.com/docs/caddyfile/directives/log',
    pattern: new RegExp(
      String.raw`^(?<ended>\d{4}\/\d\d\/\d\d [\d:.]+)\s+[A-Z]+\s+http\.log\.access(?:\.\w+)?\s+handled request\s+\{"request": ` +
        String.raw`\{${upTo('"method": "')}(?<method>[A-Z]+)"${upTo('"uri": "')}(?<target>[^"]*)"` +
        String.raw`${upTo('"duration": ')}(?<seconds>[\d.e-]+), "size": \d+, "status": (?<status>\d{1,3})\b`,
    ),
    lostBy: () => undefined,
  },
];
