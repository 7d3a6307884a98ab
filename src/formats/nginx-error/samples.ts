import type { FormatSample } from '../format.ts';

const tail = (target: string): string =>
  `, client: 10.1.112.147, server: localhost, request: "GET ${target} HTTP/1.1", upstream: "http://127.0.0.1:8002${target}", host: "localhost"`;

const request = (facts: Readonly<Record<string, unknown>>): unknown => ({
  kind: 'request',
  edge: 'whole',
  pid: undefined,
  facts,
});

/** One line a way of losing the server behind. */
export const samples: readonly FormatSample[] = [
  {
    lines: [
      `2026/11/23 04:44:37 [error] 10092#10092: *330 upstream prematurely closed connection while reading response header from upstream${tail('/stock?order_id=1060518')}`,
      `2026/11/23 04:44:38 [error] 10092#10092: *331 recv() failed (104: Connection reset by peer) while reading response header from upstream${tail('/up')}`,
      `2026/11/23 04:44:39 [error] 10092#10092: *332 connect() failed (111: Connection refused) while connecting to upstream${tail('/x')}`,
      `2026/11/23 04:44:39 [error] 10092#10092: *333 upstream timed out (110: Connection timed out) while reading response header from upstream${tail('/slow')}`,
      `2026/11/23 04:44:40 [info] 10092#10092: *334 epoll_wait() reported that client prematurely closed connection, so upstream connection is closed too while sending request to upstream${tail('/feed')}`,
      `2026/11/23 04:44:40 [error] 10092#10092: *335 no live upstreams while connecting to upstream${tail('/y')}`,
      `2026/11/23 04:44:41 [error] 10092#10092: *336 upstream prematurely closed connection while reading upstream${tail('/big')}`,
    ],
    means: [
      request({
        method: 'GET',
        target: '/stock?order_id=1060518',
        status: 502,
        upstream: '127.0.0.1:8002',
        upstreamError: 'closed',
      }),
      request({ target: '/up', status: 502, upstreamError: 'reset' }),
      request({ target: '/x', status: 502, upstreamError: 'refused' }),
      request({ target: '/slow', status: 504, upstreamError: 'timeout' }),
      request({ target: '/feed', status: 499, upstreamError: 'client-left' }),
      request({ target: '/y', status: 502, upstreamError: 'none-left' }),
      request({ target: '/big', status: undefined, upstreamError: 'closed' }),
    ],
  },
  {
    lines: ['2026/11/23 04:44:40 [notice] 1#1: start worker processes'],
    means: [],
  },
];
