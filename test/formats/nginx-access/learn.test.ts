import { describe, expect, it } from 'vitest';
import { learn } from '../../../src/formats/nginx-access/learn.ts';
import { nginxAccess } from '../../../src/formats/nginx-access/format.ts';

const sample = (lines: readonly string[], stated: readonly string[] = []) => ({
  lines,
  stated,
  workerPids: new Set<number>(),
});

const COMBINED = '10.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET /feed?n=1 HTTP/1.1" 200 17 "-" "curl/7.88.1"';
const REPEATED = 5;
const like = (tail: string): readonly string[] => Array.from({ length: REPEATED }, () => `${COMBINED}${tail}`);

const factsOf = (lines: readonly string[], stated: readonly string[] = []): unknown => {
  const learnt = learn(sample(lines, stated));
  if (!learnt) return undefined;
  const [event] = nginxAccess.open(learnt.layout).read({
    text: lines[0] ?? '',
    origin: { source: 1, line: 1, byteOffset: 0 },
  });
  return event?.kind === 'request' ? event.facts : undefined;
};

describe('an nginx access log', () => {
  it.each([
    ['labels', ' rt=0.120 uct="0.001" uht="0.118" urt="0.119"', { durationUs: 120_000 }],
    [
      'labels with colons',
      ' request_time: 0.120 upstream_addr: 10.0.0.7:8000',
      { durationUs: 120_000, upstream: '10.0.0.7:8000' },
    ],
    [
      'a socket',
      ' 0.120 0.119 unix:/run/gunicorn.sock 200',
      { upstream: 'unix:/run/gunicorn.sock', upstreamStatus: '200' },
    ],
    ['several tries', ' rt=0.120 ua="10.0.0.7:8000, 10.0.0.8:8000" us="502, 200"', { upstreamStatus: '502, 200' }],
    ['an id', ' 0.120 10.0.0.7:8000 rid=6a9c1b2d4e6b5f9c1b2d4e6a77fc1b2d', { id: '6a9c1b2d4e6b5f9c1b2d4e6a77fc1b2d' }],
  ])('is learnt from %s', (_what, tail, facts) => {
    expect(factsOf(like(tail))).toMatchObject({ method: 'GET', target: '/feed?n=1', status: 200, ...facts });
  });

  it.each([
    [
      'bars',
      '2026-11-23T09:45:03+00:00|10.0.0.1|POST /pay?n=1 HTTP/1.1|502|1.500|10.0.0.7:8000|502|1.500|01XMG4W84ESCV6YE69MEVT7Q4X',
    ],
    [
      'tabs',
      '1795427103.123\t10.0.0.1\tPOST\t/pay?n=1\t502\t1.500\t10.0.0.7:8000\t502\t1.500\t01XMG4W84ESCV6YE69MEVT7Q4X',
    ],
  ])('is learnt where %s part its columns', (_what, line) => {
    expect(factsOf(Array.from({ length: REPEATED }, (_, n) => line.replace(/Q4X$/, `Q4${String(n)}`)))).toMatchObject({
      ...{ method: 'POST', target: '/pay?n=1', status: 502, durationUs: 1_500_000, upstreamStatus: '502' },
      id: '01XMG4W84ESCV6YE69MEVT7Q40',
    });
  });

  it('is learnt where the status stands before the request', () => {
    const line = '[23/Nov/2026:09:45:03 +0000] 502 "GET /pay HTTP/1.1" 1.500 ms id=5f9c1b2d4e6a7b8c';
    expect(factsOf(Array.from({ length: REPEATED }, () => line))).toMatchObject({
      ...{ target: '/pay', status: 502, durationUs: 1_500_000, id: '5f9c1b2d4e6a7b8c' },
    });
  });

  it('is learnt where every column has its name, if one tells of a server behind', () => {
    const named = (time: string): readonly string[] =>
      Array.from(
        { length: REPEATED },
        () => `at="2026-11-23T09:45:03+00:00" method=GET uri="/pay" status=502 request_time=1.500 ${time}=1.499`,
      );
    expect(factsOf(named('upstream_time'))).toMatchObject({ target: '/pay', status: 502, durationUs: 1_500_000 });
    expect(learn(sample(named('cpu')))).toBeUndefined();
  });

  it('is read by a stated format', () => {
    const line =
      'web1 23/Nov/2026:09:45:03 +0000|POST|/pay|a=b|502|1.500|10.0.0.7:8000|0af7651916cd43dd|Mozilla/5.0 (X11)';
    const format =
      '$host $time_local|$request_method|$uri|$args|$status|$request_time|$upstream_addr|$request_id|$http_user_agent';
    expect(factsOf([line], [format])).toMatchObject({
      ...{ method: 'POST', target: '/pay?a=b', status: 502, durationUs: 1_500_000 },
      ...{ upstream: '10.0.0.7:8000', id: '0af7651916cd43dd' },
    });
  });

  it.each([
    ['plain combined, which gunicorn writes too', ''],
    ["gunicorn's %(L)s", ' 0.120118'],
    ["gunicorn's %(D)s and %(p)s", ' 120118 <4711>'],
  ])('is not %s', (_what, tail) => {
    expect(learn(sample(like(tail)))).toBeUndefined();
  });
});
