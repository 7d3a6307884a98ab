import type { UpstreamError } from '../../model/event.ts';

/** What one line tells of a request that Apache did not get answered. Its lines come in twos: why, and which request. */
export interface ToldLoss {
  readonly error: UpstreamError;
  /** What the client was answered, where it is the line that tells of the end. */
  readonly status: number | undefined;
  /** The path, where the line names it. */
  readonly target: string | undefined;
  readonly upstream: string | undefined;
  /** True if another line follows that tells of the same. */
  readonly isReason: boolean;
}

interface Message {
  readonly pattern: RegExp;
  readonly isReason?: true;
  readonly status?: number;
  readonly error?: UpstreamError;
}

const BAD_GATEWAY = 502;
const UNAVAILABLE = 503;
const GATEWAY_TIMEOUT = 504;

/** modules/proxy of Apache 2.2 to 2.4.71: proxy_util.c, mod_proxy_http.c, mod_proxy_fcgi.c, mod_proxy_uwsgi.c, mod_proxy_balancer.c; without the numbers before 2.4. */
const MESSAGES: readonly Message[] = [
  // (104)Connection reset by peer: [client 10.0.0.7:5121] AH01102: error reading status line from remote server 127.0.0.1:8000
  {
    pattern: /\berror reading (?:status line|response headers) from (?:remote server )?(?<upstream>\S+)/,
    isReason: true,
  },
  // [client 10.0.0.7:5121] AH00898: Error reading from remote server returned by /export, referer: https://shop.example.com/
  { pattern: /\bError reading from remote server returned by (?<target>[^\s,]+)/, status: BAD_GATEWAY },
  // (111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:8000 (127.0.0.1:8000) failed
  {
    pattern: /\battempt to connect to (?:Unix domain socket )?(?<upstream>\S+) \(.*\) failed/,
    isReason: true,
    error: 'refused',
  },
  // [client 10.0.0.7:5121] AH01114: HTTP: failed to make connection to backend: 127.0.0.1
  { pattern: /\bfailed to make connection to backend: (?<upstream>\S+)/, status: UNAVAILABLE, error: 'refused' },
  // [client 10.0.0.7:5121] AH01167: balancer://web: All workers are in error state for route (1)
  { pattern: /: All workers are in error state\b/, status: UNAVAILABLE, error: 'none-left' },
  // AH00940: http: disabled connection for (127.0.0.1:8000)
  { pattern: /\bdisabled connection for \((?<upstream>[^)]+)\)/, status: UNAVAILABLE, error: 'none-left' },
  // (104)Connection reset by peer: [client 10.0.0.7:5121] AH01075: Error dispatching request to :       (reading input brigade): the client's
  { pattern: /\bError dispatching request to (?!.*\(reading input brigade\))/, status: UNAVAILABLE },
];

/** `(70007)The timeout specified has expired: `; APR_TIMEUP, ETIMEDOUT. */
const TIMED_OUT = /\((?:70007|110)\)/;
/** ECONNRESET, EPIPE. */
const RESET = /\((?:104|32)\)/;

const errorIn = (text: string): UpstreamError | undefined => {
  if (TIMED_OUT.test(text)) return 'timeout';
  return RESET.test(text) ? 'reset' : undefined;
};

/** What a line of Apache's proxy modules tells of a lost request; `undefined` for all others. */
export function toldLoss(text: string): ToldLoss | undefined {
  const message = MESSAGES.find(({ pattern }) => pattern.test(text));
  if (!message) return undefined;
  const { pattern, isReason = false, status } = message;
  const told = pattern.exec(text)?.groups ?? {};
  const error = errorIn(text) ?? message.error ?? 'closed';
  const hasWaited = error === 'timeout' && message.error === undefined;
  return {
    ...{ error, isReason, target: told['target'], upstream: told['upstream'] },
    status: hasWaited && status === UNAVAILABLE ? GATEWAY_TIMEOUT : status,
  };
}
