import type { FormatSample } from '../format.ts';

const request = (facts: Readonly<Record<string, unknown>>): unknown => ({
  kind: 'request',
  edge: 'whole',
  pid: undefined,
  facts,
});

const head = (time: string, module: string, tid: number): string =>
  `[Mon Nov 23 08:51:${time} 2026] [${module}:error] [pid 2301:tid ${String(tid)}]`;

/** Apache 2.4.71 in front of gunicorn, and 2.2: why a request was lost, and which. */
export const samples: readonly FormatSample[] = [
  {
    lines: [
      `${head('11.123456', 'proxy_http', 139)} (104)Connection reset by peer: [client 10.0.0.7:5121] AH01102: error reading status line from remote server 127.0.0.1:8000`,
      `${head('11.123490', 'proxy', 139)} [client 10.0.0.7:5121] AH00898: Error reading from remote server returned by /export, referer: https://shop.example.com/`,
      `${head('12.216775', 'proxy_http', 140)} (70007)The timeout specified has expired: [client 10.0.0.8:43234] AH01102: error reading status line from remote server 127.0.0.1:8000`,
      `${head('12.216799', 'proxy', 140)} [client 10.0.0.8:43234] AH00898: Error reading from remote server returned by /mid`,
      `${head('13.292979', 'proxy_http', 141)} (20014)Internal error (specific information not available): [client 10.0.0.8:49282] AH01102: error reading status line from remote server 127.0.0.1:8000`,
      `${head('13.293017', 'proxy', 141)} [client 10.0.0.8:49282] AH00898: Error reading from remote server returned by /kill`,
      `${head('14.692488', 'proxy', 142)} (111)Connection refused: AH00957: http: attempt to connect to 127.0.0.1:8000 (127.0.0.1:8000) failed`,
      `${head('14.692585', 'proxy_http', 142)} [client 10.0.0.8:48872] AH01114: HTTP: failed to make connection to backend: 127.0.0.1`,
      `${head('15.000001', 'proxy_balancer', 142)} [client 10.0.0.8:48873] AH01170: balancer://web: All workers are in error state`,
      `${head('16.000001', 'proxy_fcgi', 142)} (104)Connection reset by peer: [client 10.0.0.8:48874] AH01075: Error dispatching request to : `,
    ],
    means: [
      request({ target: '/export', status: 502, upstream: '127.0.0.1:8000', upstreamError: 'reset' }),
      request({ target: '/mid', status: 502, upstreamError: 'timeout' }),
      request({ target: '/kill', status: 502, upstreamError: 'closed' }),
      request({ target: undefined, status: 503, upstream: '127.0.0.1:8000', upstreamError: 'refused' }),
      request({ target: undefined, status: 503, upstreamError: 'none-left' }),
      request({ target: undefined, status: 503, upstreamError: 'reset' }),
    ],
  },
  {
    lines: [
      '[Mon Nov 23 08:51:11 2026] [error] [client 10.0.0.7] (104)Connection reset by peer: proxy: error reading status line from remote server 127.0.0.1',
      '[Mon Nov 23 08:51:11 2026] [error] [client 10.0.0.7] proxy: Error reading from remote server returned by /export',
    ],
    means: [request({ target: '/export', status: 502, upstreamError: 'reset' })],
  },
];
