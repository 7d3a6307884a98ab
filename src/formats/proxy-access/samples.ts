import type { FormatSample } from '../format.ts';

const request = (facts: Readonly<Record<string, unknown>>): unknown => ({
  kind: 'request',
  edge: 'whole',
  pid: undefined,
  facts,
});

const AGENT = '"10.0.35.28" "curl/7"';

/** A request that was answered, and those that lost their server, by proxy. */
export const samples: readonly FormatSample[] = [
  {
    lines: [
      `[2026-04-15T20:17:00.310Z] "POST /api/v1/locations HTTP/2" 204 - 154 0 226 100 ${AGENT} "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd2" "web" "10.0.2.1:80"`,
      `[2026-04-15T20:17:01.310Z] "GET /feed?x=1 HTTP/1.1" 503 UC 0 95 30012 - ${AGENT} "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd3" "web" "10.0.2.1:80"`,
      `[2026-04-15T20:17:02.310Z] "GET /feed?x=2 HTTP/1.1" 503 UF,URX upstream_reset_before_response_started{connection_failure} - "-" 0 24 1 - ${AGENT} "cc21d9b0-cf5c-432b-8c7e-98aeb7988cd4" "web" "10.0.2.1:80" inbound|8000|| 127.0.0.6:43151 10.0.2.1:80 10.0.35.28:0 - default`,
      `[2024-06-02T13:24:57.930Z] "GET /img/favicon.ico HTTP/2" 0 DC http2.remote_reset - "-" 0 0 41 - ${AGENT} "9f69865b-eed1-409b-8c12-12436234a191" "auth.example" "10.0.0.159:8080" outbound|80||auth.svc 10.0.1.244:35794 10.0.1.244:8443 192.168.0.24:8459 auth.example -`,
    ],
    means: [
      request({
        method: 'POST',
        target: '/api/v1/locations',
        status: 204,
        durationUs: 226_000,
        upstream: '10.0.2.1:80',
      }),
      request({
        id: 'cc21d9b0-cf5c-432b-8c7e-98aeb7988cd3',
        status: 503,
        upstreamError: 'closed',
        durationUs: 30_012_000,
      }),
      request({ target: '/feed?x=2', upstreamError: 'refused' }),
      request({ target: '/img/favicon.ico', status: undefined, durationUs: 41_000, upstreamError: 'client-left' }),
    ],
  },
  {
    lines: [
      '10.0.1.2:33317 [06/Feb/2026:12:14:14.655] http-in static/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "GET /index.html HTTP/1.1"',
      '10.0.1.2:33318 [06/Feb/2026:12:14:14.700] http-in app/srv1 0/0/0/-1/30012 502 208 - - SH-- 1/1/1/1/0 0/0 "POST /write?x=1 HTTP/1.1"',
      '10.0.1.2:33320 [06/Feb/2026:12:14:15.755] http-in app/srv2 10/0/30/-1/50009 504 194 - - sH-- 1/1/1/1/0 0/0 "GET /b HTTP/1.1"',
      '10.0.1.2:33321 [06/Feb/2026:12:14:16.755] http-in app/<NOSRV> 0/-1/-1/-1/0 503 212 - - SC-- 1/1/0/0/0 0/0 "GET /c HTTP/1.1"',
    ],
    means: [
      request({ method: 'GET', target: '/index.html', status: 200, durationUs: 109_000, upstream: 'srv1' }),
      request({ target: '/write?x=1', status: 502, upstreamError: 'closed' }),
      request({ target: '/b', status: 504, upstreamError: 'timeout' }),
      request({ target: '/c', status: 503, upstream: undefined, upstreamError: 'none-left' }),
    ],
  },
  {
    lines: [
      'http 2026-07-02T22:23:00.186641Z app/web/50dc6c495c0c9188 192.168.131.39:2817 10.0.0.1:80 0.000 0.001 0.000 200 200 34 366 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.46.0" - - arn:aws:elasticloadbalancing:us-east-2:1234:targetgroup/web/73e2d6bc24d8a067 "Root=1-58337262-36d228ad5d99923122bbe354" "-" "-" 0 2026-07-02T22:22:48.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-"',
      'https 2026-07-02T22:23:10.186641Z app/web/50dc6c495c0c9188 192.168.131.39:2818 10.0.0.1:80 0.000 -1 -1 502 - 34 366 "POST https://www.example.com:443/write?x=1 HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 -',
    ],
    means: [
      request({ id: '1-58337262-36d228ad5d99923122bbe354', target: '/', status: 200, durationUs: 1_000 }),
      request({ method: 'POST', target: '/write?x=1', status: 502, upstreamStatus: '-', durationUs: undefined }),
    ],
  },
  {
    lines: [
      '10.42.0.1 - - [23/Nov/2026:09:18:15 +0000] "GET /feed?x=1 HTTP/1.1" 502 11 "-" "curl/7" 42 "web@docker" "http://172.18.0.3:8000" 30012ms',
    ],
    means: [request({ target: '/feed?x=1', status: 502, durationUs: 30_012_000, upstream: '172.18.0.3:8000' })],
  },
  {
    lines: [
      '2026-11-24T09:18:45.123456+00:00 at=error code=H12 desc="Request timeout" method=GET path="/feed?x=1" host=shop.example request_id=8601b555-6a83-4c12-8269-97c8e32cdb22 fwd="204.204.204.204" dyno=web.1 connect=1ms service=30001ms status=503 bytes=0 protocol=https',
      '2026-11-24T09:18:46.123456+00:00 at=info method=GET path="/feed?x=2" host=shop.example request_id=8601b555-6a83-4c12-8269-97c8e32cdb23 fwd="204.204.204.204" dyno=web.1 connect=1ms service=12ms status=200 bytes=33 protocol=https',
    ],
    means: [
      request({
        target: '/feed?x=1',
        status: 503,
        upstreamError: 'timeout',
        upstream: 'web.1',
        durationUs: 30_001_000,
      }),
      request({ id: '8601b555-6a83-4c12-8269-97c8e32cdb23', status: 200 }),
    ],
  },
  {
    lines: [
      '2026-11-23T08:03:00.123457+00:00 ERROR http.log.error: EOF request.remote_ip=10.0.0.9 request.proto=HTTP/2.0 request.method=POST request.host=shop.example request.uri=/export?x=1 duration=31.012 status=502 err_id=a1b2c3d4e err_trace="reverseproxy.statusError (reverseproxy.go:1267)"',
      '2026-11-23T08:03:01.200000+00:00 ERROR http.log.error.log0: dial tcp 127.0.0.1:8000: connect: connection refused request.remote_ip=10.0.0.9 request.proto=HTTP/2.0 request.method=GET request.host=shop.example request.uri=/item/7 duration=0.000711 status=502 err_id=9zb2c3d4e err_trace="reverseproxy.statusError (reverseproxy.go:1267)"',
      '2026-11-23T08:03:02.200000+00:00 ERROR http.log.error: net/http: timeout awaiting response headers request.remote_ip=10.0.0.9 request.method=GET request.uri=/slow duration=30.01 status=504 err_id=1zb2c3d4e err_trace="reverseproxy.statusError (reverseproxy.go:1267)"',
      '2026/11/23 08:03:03.123\tERROR\thttp.log.error\tread tcp 127.0.0.1:55022->127.0.0.1:8000: read: connection reset by peer\t{"request": {"remote_ip": "10.0.0.9", "method": "POST", "host": "shop.example", "uri": "/export", "headers": {}}, "duration": 31.012, "status": 502, "err_id": "a1b2c3d4e"}',
    ],
    means: [
      request({ method: 'POST', target: '/export?x=1', status: 502, durationUs: 31_012_000, upstreamError: 'closed' }),
      request({
        target: '/item/7',
        status: 502,
        durationUs: 711,
        upstream: '127.0.0.1:8000',
        upstreamError: 'refused',
      }),
      request({ target: '/slow', status: 504, upstreamError: 'timeout' }),
      request({ target: '/export', status: 502, durationUs: 31_012_000, upstreamError: 'reset' }),
    ],
  },
  {
    lines: [
      '127.0.0.1 - - [30/Nov/2026:14:56:01 +0000] "GET /slow?n=1 HTTP/1.1" 502 209 "" "" 37020 840 "fe_clf" "app_clf" "web1" 0 0 0 -1 2027 SH-- 29 5 4 4 0 0 0 "" "" "r-0221" ',
      '127.0.0.1 - - [30/Nov/2026:14:56:01 +0000] "GET /slow?n=2 HTTP/1.1" 200 121 "" "" 36962 839 "fe_clf" "app_clf" "web1" 0 0 0 5001 5001 ---- 13 4 3 3 0 0 0 "" "" "r-0217" ',
      '127.0.0.1:53016 [30/Nov/2026:14:56:01.834] fe_tcp app_tcp/web1 1/0/2038 0 -- 25/5/4/4/0 0/0',
      '127.0.0.1:53002 [30/Nov/2026:14:56:01.833] fe_tcp app_tcp/web1 1/0/5002 141 -- 22/4/3/3/0 0/0',
      '127.0.0.1:53116 [30/Nov/2026:14:56:04.108] fe_tcp app_tcp/web1 1/0/1 141 CD 25/5/4/4/0 0/0',
    ],
    means: [
      request({ target: '/slow?n=1', status: 502, durationUs: 2_027_000, upstream: 'web1', upstreamError: 'closed' }),
      request({ target: '/slow?n=2', status: 200, durationUs: 5_001_000 }),
      request({ target: undefined, status: undefined, durationUs: 2_038_000, upstreamError: 'closed' }),
      request({ durationUs: 5_002_000, upstream: 'web1' }),
      request({ durationUs: 1_000 }),
    ],
  },
  {
    lines: [
      '2026/11/30 14:56:03.867\tERROR\thttp.log.access.log1\thandled request\t{"request": {"remote_ip": "127.0.0.1", "remote_port": "60626", "proto": "HTTP/1.1", "method": "GET", "host": "127.0.0.1:18302", "uri": "/slow?n=1", "headers": {"User-Agent": ["curl/8.5"]}}, "user_id": "", "duration": 2.022365314, "size": 0, "status": 502, "resp_headers": {"Server": ["Caddy"]}}',
    ],
    means: [request({ method: 'GET', target: '/slow?n=1', status: 502, durationUs: 2_022_365 })],
  },
];
