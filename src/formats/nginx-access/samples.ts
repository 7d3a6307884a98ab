import type { FormatSample } from '../format.ts';

const request = (facts: Readonly<Record<string, unknown>>): unknown => ({
  kind: 'request',
  edge: 'whole',
  pid: undefined,
  facts,
});

/** Combined, with a tail of labelled columns. */
const LABELLED: FormatSample = {
  lines: [
    '10.1.206.214 - - [23/Nov/2026:09:50:34 +0000] "GET /feed?order_id=1055695 HTTP/1.1" 200 17 "-" "Go-http-client/1.1" rt=0.333 upstream="127.0.0.1:8016" us="200" urt="0.333" id="5f9c1b2d4e6a"',
    '10.1.68.188 - - [23/Nov/2026:09:50:37 +0000] "GET /feed?order_id=1055720 HTTP/1.1" 499 0 "-" "okhttp/4.12.0" rt=0.843 upstream="127.0.0.1:8016" us="-" urt="0.843" id="5f9c1b2d4e6b"',
    '10.1.68.188 - - [23/Nov/2026:09:50:38 +0000] "GET /feed?order_id=1055721 HTTP/1.1" 502 150 "-" "okhttp/4.12.0" rt=0.994 upstream="127.0.0.1:8016, 127.0.0.1:8017" us="502, 502" urt="0.994, 0.000" id="5f9c1b2d4e6c"',
  ],
  means: [
    request({ id: '5f9c1b2d4e6a', method: 'GET', target: '/feed?order_id=1055695', status: 200, durationUs: 333_000 }),
    request({ status: 499, durationUs: 843_000, upstream: '127.0.0.1:8016', upstreamStatus: '-' }),
    request({ status: 502, upstream: '127.0.0.1:8016, 127.0.0.1:8017', upstreamStatus: '502, 502' }),
  ],
};

/** The ingress controller's default. */
const INGRESS: FormatSample = {
  lines: [
    '10.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /feed HTTP/1.1" 200 17 "-" "curl/7.88.1" 93 0.009 [default-web-8000] [] 10.244.2.9:8000 17 0.009 200 6a9c1b2d4e6b5f9c1b2d4e6a77fc1b2d',
    '10.0.0.1 - - [23/Nov/2026:09:45:09 +0000] "GET /item HTTP/1.1" 502 150 "-" "curl/7.88.1" 93 4.112 [default-web-8000] [] 10.244.2.9:8000, 10.244.2.9:8000 0, 0 4.110, 0.002 502, 502 7a9c1b2d4e6b5f9c1b2d4e6a77fc1b2d',
  ],
  means: [
    request({
      id: '6a9c1b2d4e6b5f9c1b2d4e6a77fc1b2d',
      target: '/feed',
      durationUs: 9_000,
      upstream: '10.244.2.9:8000',
    }),
    request({ status: 502, durationUs: 4_112_000, upstreamStatus: '502, 502' }),
  ],
};

/** Seconds alone behind combined. */
const BARE_SECONDS: FormatSample = {
  lines: [
    '10.0.0.1 - bob [23/Nov/2026:09:45:03 +0000] "GET /feed HTTP/1.1" 200 17 "-" "curl/7.88.1" "-" 0.120 0.118 .',
    '10.0.0.1 - - [23/Nov/2026:09:45:04 +0000] "GET /item HTTP/1.1" 504 17 "-" "curl/7.88.1" "-" 60.004 60.002 .',
  ],
  means: [request({ status: 200, durationUs: 120_000 }), request({ status: 504, durationUs: 60_004_000 })],
};

/** Method and path as columns of their own, without quotes; the id before them. */
const BARE_REQUEST: FormatSample = {
  lines: [
    '2026-11-23T09:45:03+00:00 736659f9bd948976 GET /report?n=1 200 rt=0.120 us=200 ut=0.118',
    '2026-11-23T09:45:04+00:00 08b1c2d3e4f5a697 POST /pay 502 rt=4.120 us=502 ut=4.118',
  ],
  means: [
    request({ id: '736659f9bd948976', method: 'GET', target: '/report?n=1', status: 200, durationUs: 120_000 }),
    request({ method: 'POST', target: '/pay', status: 502, upstreamStatus: '502' }),
  ],
};

/** All columns under names that people choose. */
const NAMED: FormatSample = {
  lines: [
    'time="2026-11-23T09:45:03+00:00" ip=10.0.0.1 req="GET /feed HTTP/1.1" status=200 time_req=0.120 time_up=0.118 id=5f9c1b2d4e6a7b8c',
    'time="2026-11-23T09:45:04+00:00" ip=10.0.0.1 req="GET /item HTTP/1.1" status=499 time_req=2.120 time_up=- id=6f9c1b2d4e6a7b8c',
  ],
  means: [
    request({ id: '5f9c1b2d4e6a7b8c', target: '/feed', status: 200, durationUs: 120_000 }),
    request({ id: '6f9c1b2d4e6a7b8c', status: 499, durationUs: 2_120_000 }),
  ],
};

/** Every column labelled, method and path apart. */
const LOGFMT: FormatSample = {
  lines: [
    'time="2026-11-23T09:45:03+00:00" client=10.0.0.1 method=GET uri="/feed" status=200 bytes=161 request_time=0.120 upstream_time=0.118 request_id=5f9c1b2d-4e6a-7b8c',
    'time="2026-11-23T09:45:04+00:00" client=10.0.0.1 method=POST uri="/item?n=2" status=499 bytes=0 request_time=2.120 upstream_time=2.120 request_id=6f9c1b2d-4e6a-7b8c',
  ],
  means: [
    request({ id: '5f9c1b2d-4e6a-7b8c', method: 'GET', target: '/feed', status: 200, durationUs: 120_000 }),
    request({ id: '6f9c1b2d-4e6a-7b8c', method: 'POST', target: '/item?n=2', status: 499, durationUs: 2_120_000 }),
  ],
};

/** One sample a kind of format. */
export const samples: readonly FormatSample[] = [LABELLED, INGRESS, BARE_SECONDS, BARE_REQUEST, NAMED, LOGFMT];
