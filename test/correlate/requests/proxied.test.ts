import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleEvent, RequestEvent, RequestFacts } from '../../../src/model/event.ts';
import { booting, edge, exiting, factsWith, stamp, started, timedOut, told } from '../told.ts';
import { answered, lifecycle, lostIn, proxied, sources } from './proxied-night.ts';

describe('requests of which a proxy tells', () => {
  it('died with the worker if their connections broke with it', () => {
    const broken = { status: 502, upstreamError: 'closed', target: '/a?n=1' } as const;
    expect(lostIn([proxied(103, broken)])).toEqual([['/a?n=1', 'lost', 1]]);
    expect(lostIn([proxied(60, broken)])).toEqual([]);
  });

  it('did not die with it where another worker left as their connections broke, and the end was only near', () => {
    const broken = { status: 502, upstreamError: 'closed', target: '/a?n=1' } as const;
    const facts = factsWith({
      ...{ sources, requests: [...answered, proxied(99, broken)] },
      lifecycle: [
        ...lifecycle,
        ...told([97, 11, { what: 'worker-recycling', worker: 11, why: 'max_requests' }], [99, 11, exiting(11)]),
      ],
    });
    const placed = correlate(facts).requests.filter(({ worker, endedAt }) => worker === 0 && endedAt === undefined);
    expect(lostIn([proxied(99, broken)])).toHaveLength(1);
    expect(placed).toEqual([]);
  });

  it('are those of which the application writes the head of their id alone', () => {
    const started = edge('start', { at: 70, pid: 10, line: 1, id: '7cb4848a057b', method: 'GET', target: '/a' });
    const lost = (id: string) =>
      lostIn([proxied(103, { status: 502, target: '/a', id, durationUs: 33_000_000, upstream: 'a:1' })], [started]);
    expect(lost('7cb4848a057b34f135ccb569a2efc58d')).toEqual([['/a', 'lost', 2]]);
    expect(lost('7cb4848a957b34f135ccb569a2efc58d')).toHaveLength(2);
  });

  it('are told in one by an error line and an access line', () => {
    const requests = [
      proxied(103, { status: 502, target: '/a?n=1', durationUs: 9_000_000, upstreamStatus: '502' }),
      proxied(103, { status: 502, target: '/a?n=1', upstreamError: 'reset' }),
    ];
    expect(lostIn(requests)).toEqual([['/a?n=1', 'lost', 2]]);
  });

  it('were lost with the last server that took them, though none was left to try after it', () => {
    const requests = [
      proxied(103, { status: 502, target: '/a?n=1', durationUs: 9_000_000 }),
      proxied(103, { status: 502, target: '/a?n=1', upstreamError: 'closed', connection: '7' }),
      proxied(103, { status: 502, target: '/a?n=1', upstreamError: 'none-left', connection: '7' }),
    ];
    expect(lostIn(requests)).toEqual([['/a?n=1', 'lost', 3]]);
  });

  it('are the ones that the server names as it ends their worker, if they asked for the same', () => {
    const named = (target: string): LifecycleEvent => {
      const request = { id: undefined, method: 'GET', target, since: 1_700_000_090 };
      const [event] = told([100, 1, { what: 'request-in-flight', pid: 10, request }]);
      if (!event) throw new Error('nothing told');
      return { ...event, by: 'uwsgi', origin: { ...event.origin, line: 50, byteOffset: 5000 } };
    };
    const killedWith = (target: string) =>
      correlate(
        factsWith({
          ...{ sources, lifecycle: [...lifecycle, named(target)] },
          requests: [proxied(103, { status: 502, upstreamError: 'closed', target: '/a?n=1' })],
        }),
      )
        .requests.filter(({ worker }) => worker === 0)
        .map((request) => [request.target, request.proxy?.outcome]);
    expect(killedWith('/a?n=1')).toEqual([['/a?n=1', 'lost']]);
    expect(killedWith('/b')).toHaveLength(2);
  });

  it('are what the application began in words that tell their query, where it logs no path', () => {
    const begun = (customer: number): RequestEvent => ({
      ...edge('start', { at: 90, pid: 10, line: 7, id: String(customer) }),
      text: `INFO shop 10 building monthly report for customer ${String(customer)}`,
    });
    const broken = proxied(103, { status: 502, upstreamError: 'closed', target: '/report?customer=33' });
    expect(lostIn([broken], [begun(33)])).toEqual([['/report?customer=33', 'lost', 2]]);
    expect(lostIn([broken], [begun(34)])).toHaveLength(2);
  });

  it('are as many as there were connections, where they asked for the same in one second', () => {
    const line = (status: number) => proxied(103, { status, target: '/a', durationUs: 9_000_000 });
    const error = (connection: string) =>
      proxied(103, { status: 502, target: '/a', upstreamError: 'closed', connection });
    const requests = [line(502), line(502), error('7'), error('8'), error('8'), error('9')];
    expect(
      lostIn(requests)
        .map(([, , lines]) => lines)
        .sort(),
    ).toEqual([1, 2, 3]);
  });

  it('are told by an id in a column without a name, if the application knows it', () => {
    const noted = (n: number): RequestEvent => {
      const at = n === 4 ? 103 : 20 + n;
      const told = proxied(at, {
        status: n === 4 ? 502 : 200,
        target: '/a',
        durationUs: 8_000_000,
        upstreamStatus: '-',
      });
      return { ...told, text: `10.0.0.1 "GET /a HTTP/1.1" 502 8.000 7.999 order-${String(n)}` };
    };
    const begun = [1, 2, 3, 4].map((n) =>
      edge('start', { at: n === 4 ? 96 : 13 + n, pid: 10, line: n, id: `order-${String(n)}` }),
    );
    const ended = [1, 2, 3].map((n) => edge('end', { at: 20 + n, pid: 10, line: 10 + n, id: `order-${String(n)}` }));
    const facts = factsWith({ sources, lifecycle, requests: [1, 2, 3, 4].map(noted), edges: [...begun, ...ended] });
    const known = [
      ['order-1', 3],
      ['order-2', 3],
      ['order-3', 3],
      ['order-4', 2],
    ];
    expect(correlate(facts).requests.map(({ id, evidence }) => [id, evidence.length])).toEqual(known);
    // Failures are kept of all of the proxy's log, what the application tells of the times that are looked at closely.
    const unknown = Array.from({ length: 12 }, (_, n) => noted(30 + n));
    const more = { ...facts, requests: [...facts.requests, ...unknown] };
    const told = correlate(more).requests.filter(({ id = '' }) => known.some(([one]) => one === id));
    expect(told.map(({ id, evidence }) => [id, evidence.length])).toEqual(known);
  });

  it('ended so much after the time in their line, where Apache wrote it', () => {
    const broken = proxied(75, { status: 502, target: '/a?n=1', durationUs: 28_000_000 });
    expect(lostIn([broken], [], '/var/log/apache2/access.log')).toEqual([['/a?n=1', 'lost', 1]]);
    expect(lostIn([broken])).toEqual([]);
  });

  it('are those that the application began and never ended', () => {
    const began = edge('start', { at: 95, pid: 10, line: 1, target: '/a' });
    const requests = [proxied(103, { status: 502, target: '/a?n=1', durationUs: 8_000_000, upstreamStatus: '502' })];
    expect(lostIn(requests, [began])).toEqual([['/a?n=1', 'lost', 2]]);
  });

  it('are those that it began at that moment, where its log does not tell what was asked for', () => {
    const began = edge('start', { at: 95, pid: 10, line: 1 });
    const lost = (durationUs: number) => proxied(103, { status: 502, target: '/a', durationUs, upstreamStatus: '502' });
    expect(lostIn([lost(8_000_000)], [began])).toEqual([['/a', 'lost', 2]]);
    expect(lostIn([lost(4_000_000)], [began])).toHaveLength(2);
  });

  it('did not die if the application ended them, though an error line of the same path came in that second', () => {
    const ended = [
      edge('start', { at: 102, line: 501, target: '/a' }),
      edge('end', { at: 102.6, line: 502, target: '/a' }),
    ];
    expect(lostIn([proxied(103, { status: 502, upstreamError: 'closed', target: '/a' })], ended)).toEqual([]);
  });

  it('had waited at the proxy for a busy server, if their ids say so or both were lost with one worker', () => {
    const taken = edge('start', { at: 95, pid: 10, line: 1, id: '9001', target: '/a' });
    const lost = proxied(103, { id: '9001', status: 502, target: '/a', durationUs: 20_000_000, upstreamStatus: '502' });
    expect(lostIn([lost], [taken])).toEqual([['/a', 'lost', 2]]);
    const nameless = proxied(103, { status: 502, target: '/a', durationUs: 20_000_000, upstreamStatus: '502' });
    expect(lostIn([nameless], [taken])).toEqual([['/a', 'lost', 2]]);
    const before = proxied(97, { status: 502, target: '/a', durationUs: 20_000_000, upstreamStatus: '502' });
    expect(lostIn([before], [taken])).toEqual([['/a', undefined, 1]]);
  });

  const began = (at: number, pid = 10) => edge('start', { at, pid, line: at, id: '7001', target: '/a' });
  const answer = (at: number, durationUs: number, facts: Partial<RequestFacts> = {}) =>
    proxied(at, { id: '7001', target: '/a', status: 500, durationUs, upstreamStatus: '500', ...facts });
  const done = [1, 2, 3].flatMap((id) => [
    edge('start', { at: 10, pid: 10, line: 200 + id, id: `done-${String(id)}`, target: '/a' }),
    edge('end', { at: 40, pid: 10, line: 300 + id, id: `done-${String(id)}`, target: '/a' }),
  ]);
  const accepted = [1, 2, 3].map((id) => proxied(10, { id: `done-${String(id)}`, target: '/a', status: 202 }));

  it.each([
    ['answered before the abort', [answer(93, 3_000_000)], []],
    ['answered with an error by the abort itself', [answer(100, 10_000_000)], ['7001']],
    [
      'answered by another server, asked after this one',
      [answer(93, 3_000_000, { upstreamStatus: '502, 500' })],
      ['7001'],
    ],
    ['answered at an earlier try', [answer(80, 3_000_000)], ['7001']],
    ['accepted at once, as others were whose work went on', [...accepted, answer(91, 50_000)], ['7001']],
  ])('were in flight or not although the application logs no end: %s', (_what, requests, expected) => {
    const facts = factsWith({ sources, lifecycle, requests, edges: [...done, began(90)] });
    const open = correlate(facts).requests.filter(({ worker, endedAt }) => worker === 0 && endedAt === undefined);
    expect(open.map(({ id }) => id)).toEqual(expected);
  });

  it.each([
    ['waited longer than any that was answered', 9_000_000, [['/a?n=1', 'client-left', 1]]],
    ['waited no longer than others did', 1_500_000, []],
  ])('died with the worker if their clients left it and had %s', (_what, durationUs, expected) => {
    expect(lostIn([proxied(99, { status: 499, target: '/a?n=1', durationUs, upstreamStatus: '-' })])).toEqual(expected);
  });

  it('are spread over workers that end in the same second, and may each have been in the other', () => {
    const pair = told(
      ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
      ...[[100, 1, timedOut(10)] as const, [100, 1, timedOut(11)] as const],
      ...[[101, 10, exiting(10)] as const, [101, 11, exiting(11)] as const, [101, 12, booting(12)] as const],
    );
    const broken = (target: string) => proxied(100.4, { status: 502, upstreamError: 'closed', target });
    const facts = factsWith({ sources, lifecycle: pair, requests: [...answered, broken('/a?n=1'), broken('/a?n=2')] });
    const lost = correlate(facts).requests.filter(({ endedAt }) => endedAt === undefined);
    expect(lost.map(({ worker, rivals }) => [worker, rivals])).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('were refused, not lost, if the server was gone at once', () => {
    expect(lostIn([proxied(103, { status: 502, durationUs: 0, upstreamStatus: '502' })])).toEqual([]);
  });

  it('take the id that the application uses from their query', () => {
    const edges = ['7001', '7002', '7003'].flatMap((id, at) => [
      edge('start', { at: at + 90, pid: 11, line: 2 * at + 1, id, target: '/a' }),
      edge('end', { at: at + 90.5, pid: 11, line: 2 * at + 2, id, target: '/a' }),
    ]);
    const requests = ['7001', '7002', '7003'].map((id, at) =>
      proxied(at + 90.5, { status: 500, target: `/a?job=${id}`, durationUs: 500_000, upstreamStatus: '500' }),
    );
    const { requests: found } = correlate(factsWith({ sources, lifecycle, requests, edges }));
    expect(found.map(({ id, target, evidence }) => [id, target, evidence.length])).toEqual([
      ['7001', '/a?job=7001', 3],
      ['7002', '/a?job=7002', 3],
      ['7003', '/a?job=7003', 3],
    ]);
  });

  it('set the clock of an error log that states no zone', () => {
    const broken = { status: 502, upstreamError: 'closed', target: '/a?n=1' } as const;
    const error = { ...proxied(103 + 8 * 3600, broken), stamp: stamp(103 + 8 * 3600) };
    const { clocks } = correlate(factsWith({ sources, lifecycle, requests: [error] }));
    expect(clocks.find(({ source }) => source === 3)).toMatchObject({ offsetUs: 8 * 3600 * 1e6, zoneFrom: 'inferred' });
  });
});

it('are the same as those that the application tells under the path that the proxy handed on', () => {
  const own = edge('start', { at: 70, pid: 10, line: 1, id: 'a7', method: 'GET', target: '/regex' });
  const broken = proxied(103, { status: 502, upstreamError: 'closed', target: '/api/regex' });
  const handedOn = (path: string) =>
    lostIn(
      [{ ...broken, text: `*7 upstream prematurely closed connection, upstream: "http://127.0.0.1:8000${path}"` }],
      [own],
    );
  expect(handedOn('/regex')).toEqual([['/api/regex', 'lost', 2]]);
  expect(handedOn('/api/regex')).toHaveLength(2);
});
