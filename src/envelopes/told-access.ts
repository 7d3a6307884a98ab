import type { Stamp } from '../model/time.ts';
import type { Inner } from './envelope.ts';
import { type Fields, firstText, flattened } from '../lib/json-fields.ts';
import { anyStamp } from './stated-time.ts';

const CLIENTS = ['remote_addr', 'remote', 'remote_ip', 'clientip', 'client_ip', 'client', 'ClientHost', 'ClientAddr'];
const TIMES = ['time_iso8601', 'time', '@timestamp', 'timestamp', 'ts', 'time_local', 'msec', 'StartUTC'];
const REQUESTS = ['request', 'req', 'request_line'];
const METHODS = ['request_method', 'method', 'RequestMethod', 'verb'];
const TARGETS = ['request_uri', 'uri', 'path', 'url', 'RequestPath'];
const QUERIES = ['query', 'query_string', 'args', 'qs'];
const STATUSES = ['status', 'status_code', 'response_code', 'DownstreamStatus', 'code'];
const SECONDS = ['request_time', 'rt', 'duration', 'took', 'dur', 'elapsed', 'latency'];
const IDS = ['request_id', 'x_request_id', 'http_x_request_id', 'req_id', 'rid', 'trace_id', 'trace', 'id'];

// What only a proxy files: where the request went on to, and how that ended.
const UPSTREAMS = ['upstream_addr', 'upstream', 'up', 'up_addr', 'backend', 'backend_addr', 'ServiceAddr'];
const UPSTREAM_STATUSES = ['upstream_status', 'us', 'up_code', 'up_status', 'upstream_code', 'OriginStatus'];
const UPSTREAM_SECONDS = [
  'upstream_response_time',
  'urt',
  'upstream_took',
  'upstream_time',
  'upstream_duration',
  'up_dur',
  'up_time',
];
const PROXY = [...UPSTREAMS, ...UPSTREAM_STATUSES, ...UPSTREAM_SECONDS];

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number): string => String(value).padStart(2, '0');

/** `23/Nov/2026:09:50:34.250 +0000`, as the stamp's own clock showed it. */
const clfTime = ({ wall, offsetMin }: Stamp): string => {
  const at = new Date(wall / 1000);
  const date = `${two(at.getUTCDate())}/${MONTHS[at.getUTCMonth()] ?? ''}/${String(at.getUTCFullYear())}`;
  const micros = Math.round(wall % 1_000_000);
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  const offset = Math.abs(offsetMin ?? 0);
  const zone =
    offsetMin === undefined ? '' : ` ${offsetMin < 0 ? '-' : '+'}${two(Math.floor(offset / 60))}${two(offset % 60)}`;
  return `${date}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}${fraction}${zone}`;
};

const OF_UPSTREAM = /^(?:upstream|up|backend|origin)_/i;

/** A field by its name, or by that in an object of its own, as Caddy files the request; what is said of the upstream is not the request's. */
const wordIn = (fields: Fields, names: readonly string[]): string | undefined => {
  const inObject = Object.keys(fields).filter(
    (key) => !OF_UPSTREAM.test(key) && names.some((name) => key.endsWith(`_${name}`)),
  );
  return firstText(fields, [...names, ...inObject]);
};

// "GET /item?x=1 HTTP/1.1"; "/item" where somebody files Apache's %U so, with %q beside it
const REQUEST_LINE = /^[A-Z]+ /;

const requestOf = (fields: Fields): string | undefined => {
  const whole = wordIn(fields, REQUESTS);
  if (whole !== undefined && REQUEST_LINE.test(whole)) return whole;
  const [method, path] = [wordIn(fields, METHODS), whole?.startsWith('/') ? whole : wordIn(fields, TARGETS)];
  if (method === undefined || path === undefined) return undefined;
  const query = path.includes('?') ? '' : (wordIn(fields, QUERIES)?.replace(/^(?!\?|$)/, '?') ?? '');
  return `${method} ${path}${query} HTTP/1.1`;
};

/** What is named by its unit: `duration_us`, `took_ms`; HAProxy's own variables of the whole time are milliseconds (configuration manual 8.2.6). */
const PER_SECOND: readonly (readonly [RegExp, number])[] = [
  [/^(?:us|micros(?:econds)?|D)$|(?:time|duration|took|taken|elapsed|latency|dur|rt)_?(?:us|micros(?:econds)?)$/i, 1e6],
  [
    /^(?:ms|millis(?:econds)?|Ta|Tt)$|(?:time|duration|took|taken|elapsed|latency|dur|rt)_?(?:ms|millis(?:econds)?)$/i,
    1e3,
  ],
];

const namedByUnit = (fields: Fields): string | undefined => {
  for (const [name, perSecond] of PER_SECOND) {
    const text = firstText(
      fields,
      Object.keys(fields).filter((key) => name.test(key) && !OF_UPSTREAM.test(key)),
    );
    if (text !== undefined && /^\d+(?:\.\d+)?$/.test(text)) return (Number(text) / perSecond).toFixed(3);
  }
  return undefined;
};

/** Traefik files nanoseconds under `Duration`; all others seconds, if the name says nothing else; JSON numbers lose their last noughts. */
const secondsOf = (fields: Fields): string | undefined => {
  const nanoseconds = firstText(fields, ['Duration']);
  if (nanoseconds !== undefined) return (Number(nanoseconds) / 1e9).toFixed(3);
  const told = namedByUnit(fields) ?? wordIn(fields, SECONDS);
  return told?.replace(/^\d+(?:\.\d+)?$/, (seconds) => Number(seconds).toFixed(3));
};

const isProxys = (fields: Fields): boolean =>
  // Caddy numbers its access loggers: http.log.access.log0
  PROXY.some((name) => name in fields) || /^http\.log\.access(?:\.|$)/.test(firstText(fields, ['logger']) ?? '');

const tailOf = (fields: Fields): readonly string[] =>
  [
    ['rt', secondsOf(fields)],
    ['upstream', firstText(fields, UPSTREAMS)],
    ['us', firstText(fields, UPSTREAM_STATUSES)],
    ['urt', firstText(fields, UPSTREAM_SECONDS)],
    ['id', firstText(fields, IDS)],
  ].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name ?? ''}="${value}"`]));

/**
 * The access line of which a proxy filed the parts (nginx' JSON log formats, Traefik, Caddy), told as nginx' combined format
 * with a tail of `name="value"`: rt in seconds. `undefined` where the fields are no proxy's or tell no request.
 */
export const toldAccess = (told: Fields): Inner | undefined => {
  const fields = flattened(told);
  return isProxys(fields) ? accessLine(fields) : undefined;
};

/** The same of a record that says nothing in words and names no process: an access line of whoever filed it (Apache's JSON log formats). */
export const toldWordless = (told: Fields): Inner | undefined => {
  const fields = flattened(told);
  return firstText(fields, PIDS) === undefined ? accessLine(fields) : undefined;
};

const PIDS = ['pid', 'process', 'process_id', 'process_pid', 'worker', 'worker_pid'];

const accessLine = (fields: Fields): Inner | undefined => {
  const request = requestOf(fields);
  const status = wordIn(fields, STATUSES);
  const stamp = anyStamp(firstText(fields, TIMES) ?? '');
  if (request === undefined || status === undefined || !stamp) return undefined;
  const bytes = firstText(fields, ['body_bytes_sent', 'bytes_sent', 'bytes', 'size', 'DownstreamContentSize']) ?? '-';
  const agent = firstText(fields, ['http_user_agent', 'user_agent', 'agent', 'ua']) ?? '-';
  const client = firstText(fields, CLIENTS) ?? '-';
  const line = `${client} - - [${clfTime(stamp)}] "${request}" ${status} ${bytes} "-" ${JSON.stringify(agent)}`;
  return { text: [line, ...tailOf(fields)].join(' '), stamp };
};
