import type { RequestFacts, UpstreamError } from '../../model/event.ts';

interface Loss {
  readonly pattern: RegExp;
  readonly error: UpstreamError;
  /** What the client was answered; `undefined` where its head had been sent before. */
  readonly status: number | undefined;
}

const BAD_GATEWAY = 502;
const GATEWAY_TIMEOUT = 504;
/** nginx' own: the client has left. */
const CLIENT_LEFT = 499;

/** http/ngx_http_upstream.c and event/ngx_event_connect.c, nginx 1.22; the first that fits. */
const LOSSES: readonly Loss[] = [
  // epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too while ...
  { pattern: /\bclient (?:prematurely )?closed connection/, error: 'client-left', status: CLIENT_LEFT },
  // upstream prematurely closed connection while reading upstream
  {
    pattern: /upstream prematurely closed connection while reading (?:upstream|response to)/,
    error: 'closed',
    status: undefined,
  },
  // upstream prematurely closed connection while reading response header from upstream
  { pattern: /upstream prematurely closed connection/, error: 'closed', status: BAD_GATEWAY },
  // upstream timed out (110: Connection timed out) while reading response header from upstream
  { pattern: /upstream timed out .*while reading upstream/, error: 'timeout', status: undefined },
  { pattern: /upstream timed out/, error: 'timeout', status: GATEWAY_TIMEOUT },
  // no live upstreams while connecting to upstream
  { pattern: /no live upstreams/, error: 'none-left', status: BAD_GATEWAY },
  // connect() failed (111: Connection refused) while connecting to upstream
  { pattern: /^connect\(\) .*failed \(/, error: 'refused', status: BAD_GATEWAY },
  // recv() failed (104: Connection reset by peer) while reading upstream
  { pattern: /^\w+\(\) failed \((?:32|104): .*while reading upstream/, error: 'reset', status: undefined },
  // recv() failed (104: Connection reset by peer) while reading response header from upstream
  {
    pattern: /^(?:recv|readv|writev|send|sendfile)\(\) failed \((?:32|104): .*(?:from|to) upstream/,
    error: 'reset',
    status: BAD_GATEWAY,
  },
];

// client: 10.1.112.147, server: localhost, request: "GET /stock HTTP/1.1", upstream: "http://127.0.0.1:8002/stock", host: "x"
const REQUEST = /, request: "(?<method>[A-Z]+) (?<target>\S+)(?: HTTP\/[\d.]+)?"/;
const UPSTREAM = /, upstream: "(?:\w+:\/\/)?(?<server>unix:[^"]*|[^"/]+)/;

/** The request whose end the message tells; `undefined` for all other messages. */
export function lostRequest(message: string): RequestFacts | undefined {
  const loss = LOSSES.find(({ pattern }) => pattern.test(message));
  const request = REQUEST.exec(message)?.groups;
  if (!loss || !request) return undefined;
  return {
    id: undefined,
    method: request['method'],
    target: request['target'],
    status: loss.status,
    durationUs: undefined,
    upstream: UPSTREAM.exec(message)?.groups?.['server'],
    upstreamError: loss.error,
  };
}
