import type { FormatSample } from '../format.ts';

const request = (pid: number | undefined, facts: Readonly<Record<string, unknown>>): unknown => ({
  kind: 'request',
  edge: 'whole',
  pid,
  facts,
});

/** gunicorn's default, which is also that of nginx and Apache. */
const COMBINED: FormatSample = {
  lines: [
    '127.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /item?order_id=1059349 HTTP/1.1" 200 17 "-" "okhttp/4.12.0"',
    '127.0.0.1 - - [23/Nov/2026:09:45:05 +0000] "POST /feed HTTP/1.0" 500 0 "-" "\\"quoted\\" agent"',
  ],
  means: [
    request(undefined, { id: undefined, method: 'GET', target: '/item?order_id=1059349', status: 200 }),
    request(undefined, { method: 'POST', target: '/feed', status: 500, durationUs: undefined }),
  ],
};

/** `… "%(a)s" pid=%(p)s us=%(D)s` */
const WITH_PID: FormatSample = {
  lines: [
    '127.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /item?order_id=1059349 HTTP/1.1" 200 17 "-" "Mozilla/5.0 (Windows NT 10.0)" pid=<10149> us=64249',
    '127.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /item?order_id=1059348 HTTP/1.1" 200 17 "-" "Mozilla/5.0 (Windows NT 10.0)" pid=<10147> us=290882',
    '127.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /item?order_id=1059353 HTTP/1.1" 502 17 "-" "okhttp/4.12.0" pid=<10149> us=81643',
  ],
  means: [
    request(10149, { method: 'GET', target: '/item?order_id=1059349', status: 200, durationUs: 64_249 }),
    request(10147, { target: '/item?order_id=1059348', durationUs: 290_882 }),
    request(10149, { status: 502, durationUs: 81_643 }),
  ],
};

/** `%(h)s [%(p)s] %(t)s "%(r)s" %(s)s %(L)s` */
const PID_FIRST: FormatSample = {
  lines: [
    '127.0.0.1 [<12987>] [23/Nov/2026:09:51:13 +0000] "GET /healthz?order_id=1049492 HTTP/1.0" 200 0.000855',
    '127.0.0.1 [<12986>] [23/Nov/2026:09:51:13 +0000] "GET /cdkey_mana?order_id=1049007 HTTP/1.0" 200 0.609781',
    '127.0.0.1 [<12986>] [23/Nov/2026:09:51:13 +0000] "GET /item?order_id=1049219 HTTP/1.0" 200 0.172344',
  ],
  means: [
    request(12987, { target: '/healthz?order_id=1049492', durationUs: 855 }),
    request(12986, { target: '/cdkey_mana?order_id=1049007', durationUs: 609_781 }),
    request(12986, { target: '/item?order_id=1049219', durationUs: 172_344 }),
  ],
};

/** A format string in the shape of JSON, with the id that the proxy gave the request. */
const JSON_SHAPED: FormatSample = {
  lines: [
    '{"pid":"<771>","time":"[23/Nov/2026:09:45:03 +0000]","id":"5f9c1b2d4e6a","method":"GET","path":"/item","query":"","status":"200","duration_ms":"64"}',
    '{"pid":"<772>","time":"[23/Nov/2026:09:45:04 +0000]","id":"6a9c1b2d4e6b","method":"PUT","path":"/item","query":"n=1","status":"499","duration_ms":"1290"}',
    '{"pid":"<771>","time":"[23/Nov/2026:09:45:04 +0000]","id":"77fc1b2d4e6c","method":"GET","path":"/feed","query":"","status":"200","duration_ms":"81"}',
  ],
  means: [
    request(771, { id: '5f9c1b2d4e6a', method: 'GET', target: '/item', status: 200, durationUs: 64_000 }),
    request(772, { id: '6a9c1b2d4e6b', method: 'PUT', target: '/item?n=1', status: 499, durationUs: 1_290_000 }),
    request(771, { id: '77fc1b2d4e6c', target: '/feed' }),
  ],
};

/** uvicorn's worker under gunicorn, and uvicorn alone: neither time nor pid. */
const UVICORN: FormatSample = {
  lines: [
    '10.1.44.100:0 - "GET /push?order_id=ord_b8dff383942e HTTP/1.0" 200',
    'INFO:     127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200 OK',
  ],
  means: [
    request(undefined, { target: '/push?order_id=ord_b8dff383942e', status: 200 }),
    request(undefined, { target: '/sleep?t=1', status: 200 }),
  ],
};

/** Varnish 7.1 in front (varnishncsa's default): the request with its host, the time of its start; 503 is its own answer for a server that was lost. */
const VARNISH: FormatSample = {
  lines: [
    '127.0.0.1 - - [30/Nov/2026:14:56:01 +0000] "GET http://127.0.0.1:18401/slow?n=1 HTTP/1.1" 503 279 "-" "Python-urllib/3.11"',
    '127.0.0.1 - - [30/Nov/2026:14:56:02 +0000] "GET http://shop.example HTTP/1.1" 200 3 "-" "Python-urllib/3.11"',
  ],
  means: [
    request(undefined, { method: 'GET', target: '/slow?n=1', status: 503, upstreamError: 'closed' }),
    request(undefined, { target: '/', status: 200 }),
  ],
};

/** Apache with parts of a second: `[%{%d/%b/%Y:%H:%M:%S}t.%{msec_frac}t %{%z}t]`. */
const FRACTION: FormatSample = {
  lines: [
    '127.0.0.1 - - [30/Nov/2026:14:55:58.788 +0000] "GET /feed?n=7 HTTP/1.1" 200 3',
    '127.0.0.1 - - [30/Nov/2026:14:55:59.264 +0000] "GET /cart?n=8 HTTP/1.1" 200 31',
    '127.0.0.1 - - [30/Nov/2026:14:55:59.656 +0000] "GET /item?n=9 HTTP/1.1" 500 312',
  ],
  means: [
    request(undefined, { target: '/feed?n=7', status: 200 }),
    request(undefined, { target: '/cart?n=8' }),
    request(undefined, { target: '/item?n=9', status: 500 }),
  ],
};

/** One sample a kind of format string. */
export const samples: readonly FormatSample[] = [
  COMBINED,
  WITH_PID,
  PID_FIRST,
  JSON_SHAPED,
  UVICORN,
  VARNISH,
  FRACTION,
];
