import { describe, expect, it } from 'vitest';
import { NOT_STATED } from '../../../src/formats/format.ts';
import { gunicornAccess } from '../../../src/formats/gunicorn-access/format.ts';
import { newHead } from '../../../src/formats/head.ts';

const COMBINED = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"';
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const open = (head: string) => gunicornAccess.open({ format: 'gunicorn-access', head, phrases: [] });
const record = (text: string) => ({ origin: { source: 1, line: 1, byteOffset: 0 }, text });
const starts = (head: string, line: string): boolean => {
  const bytes = encode(line);
  return open(head).starts(bytes, 0, bytes.length, newHead());
};
const factsOf = (head: string, line: string): unknown => {
  const [event] = open(head).read(record(line));
  return event?.kind === 'request' ? event.facts : undefined;
};

const combined = (request: string, status = '200', agent = 'okhttp/4.12.0'): string =>
  `127.0.0.1 - - [23/Nov/2026:09:45:03 +0530] "${request}" ${status} 17 "-" "${agent}"`;

describe('starts and classify', () => {
  const WALL = Date.parse('2026-11-23T09:45:03Z') * 1_000;

  it('give end, zone, pid and duration', () => {
    const bytes = encode(`${combined('GET / HTTP/1.1')} <7> 81643\r\n\tnot of this line`);
    const to = bytes.indexOf(10);
    const head = newHead();
    const reader = open(`${COMBINED} %(p)s %(D)s`);
    expect(reader.starts(bytes, 0, to, head)).toBe(true);
    expect(head).toMatchObject({ wall: WALL, offsetMin: 330, precisionUs: 1_000_000, pid: 7 });
    expect(reader.classify(bytes, 0, bytes.length, head)).toBe('whole');
    expect(head.durationUs).toBe(81_643);
  });

  it('state nothing that the format does not', () => {
    const bytes = encode('10.0.0.1:0 - "GET /healthz HTTP/1.0" 200');
    const head = newHead();
    expect(open('uvicorn').starts(bytes, 0, bytes.length, head)).toBe(true);
    expect(head).toMatchObject({ wall: Number.NaN, offsetMin: NOT_STATED, pid: NOT_STATED, durationUs: Number.NaN });
  });

  it('leave the head alone where the line is not theirs', () => {
    const bytes = encode(`${combined('GET / HTTP/1.1')} more`);
    const head = newHead();
    expect(open(COMBINED).starts(bytes, 0, bytes.length, head)).toBe(false);
    expect(head).toEqual(newHead());
  });

  it.each([
    ['200', 'whole'],
    ['404', 'whole'],
    ['408', 'failed'],
    ['499', 'failed'],
    ['500', 'failed'],
    ['504', 'failed'],
    ['-', 'whole'],
  ])('status %s: %s', (status, expected) => {
    const bytes = encode(combined('GET / HTTP/1.1', status));
    expect(open(COMBINED).classify(bytes, 0, bytes.length, newHead())).toBe(expected);
  });
});

const AGENT_LAST = '127.0.0.1 [23/Nov/2026:09:45:03 +0530] "GET /a HTTP/1.1" "okhttp/4.12.0" 200';

describe('reads', () => {
  it.each<[format: string, line: string, facts: Readonly<Record<string, unknown>>]>([
    [COMBINED, combined('GET /a?b=\\"c\\" HTTP/1.1'), { method: 'GET', target: '/a?b="c"' }],
    [COMBINED, combined('GET /fast 1.1'), { method: 'GET', target: '/fast' }],
    [COMBINED, combined('-'), { method: undefined, target: undefined, status: 200 }],
    [COMBINED, combined('GET /a HTTP/1.1', '200', 'ends in a backslash\\'), { target: '/a' }],
    [COMBINED, combined('GET /b\\', '200', 'x\\'), { target: '/b\\' }],
    [COMBINED, ` ${combined('GET /a HTTP/1.1').slice(10)}`, { target: '/a' }],
    [COMBINED, combined('GET /a HTTP/1.1').replace(' - - ', ' - J. Doe '), { target: '/a' }],
    [COMBINED, combined('GET /a HTTP/1.1').replace(' 17 ', ' - '), { target: '/a' }],
    [COMBINED, combined('GET /a HTTP/1.1').replace(' +0530', ''), { target: '/a' }],
    ['%(h)s %(s)s %(B)s %(T)s', '10.0.0.7 200 None 31', { status: 200, durationUs: 31_000_000 }],
    ['%(s)s %(T)s %(M)s', '200 1 1290', { durationUs: 1_290_000 }],
    ['%(s)s %(L)s %(D)s', '200 1.290001 1290001', { durationUs: 1_290_001 }],
    ['%(h)-10s|%(D)8d|%(s)s', '10.0.0.7  |   81643|200', { status: 200, durationUs: 81_643 }],
    ['100%% %(s)s', '100% 200', { status: 200 }],
    ['%(m)s %(U)s %(s)s', 'GET /a b 200', { method: 'GET', target: '/a b', status: 200 }],
    ['%(m)s %(U)s%(q)s %(s)s', 'GET /ab=1 200', { method: 'GET', target: '/ab=1' }],
    ['%(s)s %({X-Request-ID}i)s', '200 5f9c', { id: '5f9c' }],
    ['%(s)s %({http_x_request_id}e)s', '200 5f9c', { id: '5f9c' }],
    ['%(s)s %({traceparent}i)s %({x-request-id}o)s', '200 00-a-b 5f9c', { id: '5f9c' }],
    ['%(s)s %({x-request-id}i)s', '200 -', { id: undefined }],
    ['%(s)s %({user-agent}i)s', '200 5f9c', { id: undefined }],
    [`uvicorn\n${COMBINED}`, combined('GET /a HTTP/1.1'), { target: '/a' }],
    [
      `%(h)s %(t)s "%(r)s" "%({x-request-id}i)s" %(s)s %(b)s\n%(h)s %(t)s "%(r)s" "%(a)s" %(s)s`,
      AGENT_LAST,
      { id: undefined },
    ],
    ['%(m)s %(U)s?%(q)s %(s)s %(D)s\n%(m)s %(U)s %(s)s', 'GET /a?b=1 200', { method: 'GET', target: '/a?b=1' }],
    ['uvicorn', 'INFO:     127.0.0.1:56314 - "GET /sleep?t=1 HTTP/1.1" 200 OK', { target: '/sleep?t=1', status: 200 }],
    ['uvicorn', ' - "GET /unix HTTP/1.1" 204', { target: '/unix', status: 204 }],
  ])('%s: %s', (format, line, facts) => {
    expect(starts(format, line)).toBe(true);
    expect(factsOf(format, line)).toMatchObject(facts);
  });

  it.each([
    [COMBINED, combined('GET /a HTTP/1.1', '20')],
    [COMBINED, combined('GET /a HTTP/1.1').slice(0, -1)],
    [COMBINED, combined('GET /a HTTP/1.1').replace('Nov', 'Nop')],
    [COMBINED, `${combined('GET /a HTTP/1.1')} rt=0.498 ua="127.0.0.1:8014" us="200" ut="0.498"`],
    ['%(s)s %(p)s', '200 <7'],
    ['%(s)s %(L)s', '200 0.498'],
    ['%(h)s - "%(r)s" %(s)s', 'a b - "GET / HTTP/1.1" 200'],
    ['no atom', 'no atom'],
  ])('nothing: %s: %s', (format, line) => {
    expect(starts(format, line)).toBe(false);
    expect(open(format).read(record(line))).toEqual([]);
  });

  it('gives up on a line made to be slow', () => {
    const line = `${'- '.repeat(20_000)}"`;
    expect(starts('%(a)s %(f)s %(u)s %(r)s %(s)s', line)).toBe(false);
  });
});
