import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gunicornAccess } from '../../../src/formats/gunicorn-access/format.ts';
import type { LogEvent, RequestFacts } from '../../../src/model/event.ts';
import { accessLine, targetOf, type Told } from './written-access-log.ts';

const COMBINED = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"';

/** What can be learnt from the lines alone; `unit` in microseconds. */
interface Shown {
  readonly unit?: number;
  readonly pid?: true;
  readonly id?: true;
  readonly noQuery?: true;
  readonly noTime?: true;
}

const US = { unit: 1 };
const MS = { unit: 1_000 };

/** Format strings of real configurations, and what their lines show by themselves. */
const FORMATS: readonly (readonly [format: string, shown: Shown])[] = [
  [COMBINED, {}],
  [`${COMBINED} %(D)s`, US],
  [`${COMBINED} %(L)s`, US],
  [`${COMBINED} %(T)s`, {}],
  [`${COMBINED} %(T)s/%(D)s`, US],
  [`${COMBINED} **%(T)s/%(D)s**`, US],
  [`${COMBINED} %(D)sμs`, US],
  [`${COMBINED} %(M)sms`, MS],
  [`${COMBINED} pid=%(p)s us=%(D)s`, { ...US, pid: true }],
  [`${COMBINED} %(D)s %(p)s`, { ...US, pid: true }],
  [`${COMBINED} "%({x-forwarded-for}i)s" rt=%(L)s`, US],
  [`${COMBINED} "%({x-request-id}i)s"`, { id: true }],
  [`${COMBINED} rid=%({x-request-id}i)s took %(M)s ms`, { ...MS, id: true }],
  [`"${COMBINED}`, {}],
  [`access: %(h)s %(t)s "%(r)s" %(s)s %(b)s`, {}],
  ['%(h)s %(t)s "%(r)s" %(s)s %(b)s %(D)sus', US],
  ['%(h)s "%(m)s %(U)s" %(s)s %(b)s %(D)s', { ...US, noQuery: true, noTime: true }],
  ['%(h)s %(l)s %(u)s %(t)s %(r)s %(s)s %(b)s %(f)s %(a)s', {}],
  ['%({x-forwarded-for}i)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"', {}],
  ['%(h)s %(t)s "%(r)s" %(s)s %(b)s us=%(D)s', US],
  ['%(h)s %(t)s "%(r)s" %(s)s %(b)s ms: %(M)s', MS],
  ['%(t)s %(p)s "%(r)s" %(s)s %(b)s %(D)s', { ...US, pid: true }],
  ['%(p)s %(L)s %(h)s %(t)s "%(r)s" %(s)s', { ...US, pid: true }],
  ['%(t)s %(p)s %(m)s %(U)s %(q)s %(H)s %(s)s %(D)s %(M)s', { ...US, pid: true }],
  ['[%(p)s] %(t)s "%(m)s %(U)s?%(q)s %(H)s" %(s)s %(L)s', { ...US, pid: true }],
  ['%(h)s|%(t)s|%(r)s|%(s)s|%(b)s|%(D)s|%(p)s', { ...US, pid: true }],
  ['time=%(t)s pid=%(p)s method=%(m)s path=%(U)s query=%(q)s status=%(s)s duration=%(D)s', { ...US, pid: true }],
  [
    '{"remote_addr": "%(h)s","remote_user": "%(u)s","local_time": "%(t)s","request": "%(r)s","status": "%(s)s",' +
      '"bytes_sent": %(b)s,"referer": "%(f)s","user_agent": "%(a)s","upstream_request_time": %(D)s,"process_id": "%(p)s"}',
    { ...US, pid: true },
  ],
  [
    '{"remote_ip": "%(h)s", "request_id": "%({x-request-id}i)s", "response_code": "%(s)s", "request_method": "%(m)s",' +
      ' "request_path": "%(U)s", "request_querystring": "%(q)s", "request_timetaken": "%(D)s", "response_length": "%(B)s"}',
    { ...US, id: true, noTime: true },
  ],
];

const AGENTS = [
  'okhttp/4.12.0',
  'python-requests/2.31.0',
  'Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0',
  'an "odd" one/1.0',
];
const hex = fc.stringMatching(/^a[0-9a-f]{31}$/);

const told: fc.Arbitrary<Told> = fc.record({
  client: fc.constantFrom('127.0.0.1', '10.0.119.224', '2001:db8::7'),
  second: fc.nat(3_599),
  method: fc.constantFrom('GET', 'POST', 'DELETE'),
  path: fc.constantFrom('/', '/item', '/payment/notify', '/a/b/c.json'),
  query: fc.oneof(
    fc.constant(''),
    fc.nat(2_000_000).map((id) => `order_id=${String(id)}`),
  ),
  status: fc.constantFrom(200, 200, 200, 204, 302, 404, 408, 500, 502),
  bytes: fc.constantFrom(0, 3, 17, 512),
  referer: fc.constantFrom('-', 'https://shop.example/list'),
  agent: fc.constantFrom(...AGENTS),
  durationUs: fc.noBias(fc.integer({ min: 300, max: 20_000_000 })),
  pid: fc.constantFrom(10_147, 10_149, 10_151),
  id: fc.noShrink(hex),
});

/** A log of a usual day: requests that differ, each path with and without a query. */
const log = fc.uniqueArray(told, { selector: ({ id }) => id, minLength: 60, maxLength: 80 });

const readAs = (head: string, line: string): LogEvent | undefined =>
  gunicornAccess
    .open({ format: 'gunicorn-access', head, phrases: [] })
    .read({ origin: { source: 1, line: 1, byteOffset: 0 }, text: line })[0];

const factsOf = (one: Told, { unit, id, noQuery }: Shown): RequestFacts => ({
  id: id ? one.id : undefined,
  method: one.method,
  target: noQuery ? one.path : targetOf(one),
  status: one.status,
  durationUs: unit === undefined ? undefined : Math.floor(one.durationUs / unit) * unit,
});

const learnt = (lines: readonly string[], stated: readonly string[] = []) =>
  gunicornAccess.learn({ lines, workerPids: new Set(), stated });

describe.each(FORMATS)('%s', (format, shown) => {
  it('is learnt from its lines, which then read to what was written', () => {
    fc.assert(
      fc.property(log, (requests) => {
        const lines = requests.map((one) => accessLine(format, one));
        const found = learnt(lines);
        expect(found?.share).toBe(1);
        for (const [at, one] of requests.entries()) {
          const event = readAs(found?.layout.head ?? '', lines[at] ?? '');
          expect(event).toMatchObject({ kind: 'request', edge: 'whole', facts: factsOf(one, shown) });
          expect(event?.pid).toBe(shown.pid ? one.pid : undefined);
          expect(event?.stamp === undefined).toBe(shown.noTime === true);
        }
      }),
      { numRuns: 10 },
    );
  });

  it('is used as stated', () => {
    fc.assert(
      fc.property(log, (requests) => {
        const lines = requests.map((one) => accessLine(format, one));
        expect(learnt(lines, ['%(h)s %(s)s', format])?.layout.head.split('\n')[0]).toBe(format);
      }),
      { numRuns: 3 },
    );
  });
});
