import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { ExceptionEvent, RequestFacts } from '../../src/model/event.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import {
  aborted,
  booting,
  edge,
  exiting,
  factsWith,
  killed,
  source,
  stamp,
  started,
  timedOut,
  told,
} from '../correlate/told.ts';

const TIMEOUT: LifecycleStep = { what: 'server-setting', name: 'timeout', value: '10' };
/** Worker 10 is missed at 40, has ten seconds of grace and is gone at 50. */
const MISSED = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [40, 1, timedOut(10)],
  [50, 10, exiting(10)],
  [50, 11, booting(11)],
);
const KILLED = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10, 9)], [40, 11, booting(11)]);

/** Requests of a log that names no pid: `[id, startedAt, endedAt]`. */
const pidless = (...rows: readonly (readonly [id: string, from: number, to?: number])[]) =>
  rows.flatMap(([id, from, to], index) => [
    edge('start', { at: from, line: 10 * index + 1, id }),
    ...(to === undefined ? [] : [edge('end', { at: to, line: 10 * index + 2, id, status: 200 })]),
  ]);

/** A log that goes on for long enough to show that nobody else runs on. */
const LATER = ['later', 90, 91] as const;

const raised = (at: number, facts: Partial<ExceptionEvent>): ExceptionEvent => ({
  ...aborted(10, at),
  traceback: {
    truncated: false,
    group: [],
    chain: [{ exception: 'KeyError', message: 'x', frames: [{ file: 'a.py', line: 1, function: 'f' }] }],
  },
  ...facts,
});

const rolesIn = (facts: Partial<CaseFacts>) =>
  conclude(correlate(factsWith(facts))).flatMap(({ claims }) =>
    claims.map(({ role, request }) => `${role} ${request?.id ?? request?.target ?? '?'}`),
  );

describe('whom a log without pids leaves to a worker that was missed', () => {
  it('nobody who began after its master gave it up', () => {
    const edges = pidless(['a', 20], ['b', 25], ['c', 45], LATER);
    expect(rolesIn({ lifecycle: MISSED, edges })).toEqual(['casualty a', 'casualty b']);
  });

  it('nor takes the access line that the abort itself leaves for a survivor', () => {
    const whole = (at: number, status: number) =>
      edge('whole', { at, pid: 10, line: at, target: '/a', status, durationUs: 2_457 });
    expect(rolesIn({ lifecycle: MISSED, requests: [whole(40, 500)] })).toEqual([]);
    expect(rolesIn({ lifecycle: MISSED, requests: [whole(40, 200), whole(46, 500)] })).toEqual([
      'survivor /a',
      'survivor /a',
    ]);
  });

  it('nobody who began while it must have stood still, where the timeout is known', () => {
    const edges = pidless(['a', 20], ['b', 25], ['c', 36], LATER);
    const lifecycle = [...MISSED, ...told([0, 1, TIMEOUT])];
    expect(rolesIn({ lifecycle, edges })).toEqual(['casualty a', 'casualty b']);
  });

  it('only perhaps those who may run on in another worker where the log ends', () => {
    const others = Array.from({ length: 9 }, (_, n) => [`other${String(n)}`, n, n + 8] as const);
    const edges = pidless(...others, ['a', 33], ['b', 36], ['last', 41, 43]);
    const lifecycle = [...KILLED, ...told([0, 12, booting(12)], [0, 13, booting(13)])];
    expect(rolesIn({ lifecycle, edges })).toEqual(['casualty a', 'possible-casualty b']);
  });
});

describe('whom a proxy in front does not lose with a worker', () => {
  const others = Array.from({ length: 9 }, (_, n) => [`other${String(n)}`, n, n + 8] as const);
  const edges = pidless(...others, ['a', 33], ['b', 36], ['last', 41, 43]);
  const line = (id: string, from: number, to: number, facts: Partial<RequestFacts> = {}) => ({
    ...edge('whole', { at: to, line: to, id, status: 200, durationUs: (to - from) * 1_000_000, ...facts }),
    origin: { source: 3, line: to, byteOffset: to * 90 },
    stamp: stamp(to, 0),
  });
  const answered = [...others.map(([id, from, to]) => line(id, from, to)), line('last', 41, 43)];
  const lost = line('a', 33, 40, { status: 502, upstreamError: 'closed' });
  const sources = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'nginx-access.log')];
  const lifecycle = [...KILLED, ...told([0, 12, booting(12)])];

  it('hardly died: whom it does not tell of runs on elsewhere', () => {
    expect(rolesIn({ lifecycle, edges })).toContain('possible-casualty b');
    const requests = [...answered, lost];
    expect(rolesIn({ sources, lifecycle, edges, requests })).toEqual(['casualty a']);
  });
});

describe('whom a proxy in front gave up on while a worker stood still', () => {
  const line = (n: number, from: number, to: number, status: number) => ({
    ...edge('whole', { at: to, line: n, target: `/a?n=${String(n)}`, status, durationUs: (to - from) * 1e6 }),
    origin: { source: 3, line: n, byteOffset: n * 90 },
    stamp: stamp(to, 0),
  });
  const answered = Array.from({ length: 40 }, (_, n) => line(n + 1, n / 2, n / 2 + 0.5, 200));
  const requests = [...answered, line(50, 29, 35, 504), line(51, 29.5, 35.5, 504)];
  const sources = [source(1, 'gunicorn.err'), source(3, 'nginx-access.log')];
  const rolesFor = (value: string) => {
    const lifecycle = [...MISSED, ...told([0, 1, TIMEOUT], [0, 1, { ...TIMEOUT, name: 'worker_class', value }])];
    return rolesIn({ sources, lifecycle, requests });
  };

  it('was in it where it begins whatever it accepts', () => {
    expect(rolesFor('uvicorn.workers.UvicornWorker')).toEqual(['casualty /a?n=50', 'casualty /a?n=51']);
  });

  it('may have waited where a thread must be free for it', () => {
    expect(rolesFor('gthread')).toEqual(['possible-casualty /a?n=50', 'possible-casualty /a?n=51']);
  });
});

describe('whom a log without pids leaves to workers that ended at the same moment', () => {
  const BOTH = told(
    [0, 1, started],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
    [40, 1, killed(10, 9)],
    [41, 1, killed(11, 9)],
    [41, 12, booting(12)],
    [41, 13, booting(13)],
  );

  it('everybody to one of them, with the doubt said, and nobody as the culprit', () => {
    const edges = pidless(['a', 20], ['b', 25], LATER);
    const incidents = conclude(correlate(factsWith({ lifecycle: BOTH, edges })));
    expect(incidents.map(({ claims }) => claims.map(({ role, request }) => `${role} ${request?.id ?? ''}`))).toEqual([
      ['casualty a'],
      ['casualty b'],
    ]);
    const [claim] = incidents[0]?.claims ?? [];
    expect(claim?.confidence).toBeLessThan(0.5);
    expect(claim?.against).toContain(
      'no pid ties it to this worker: it may have been in the other one that ended at that moment',
    );
  });
});

describe('whom an exception of its own has ended', () => {
  const start = (at: number, line: number, facts: Partial<RequestFacts>) =>
    edge('start', { at, pid: 10, line, ...facts });

  it('no casualty, though it was raised after the master gave the worker up', () => {
    const edges = [start(20, 1, { id: 'a' }), start(25, 2, { id: 'b' }), start(26, 3, { id: 'c' })];
    const exceptions = [raised(45, { requestId: 'b' })];
    expect(rolesIn({ lifecycle: MISSED, edges, exceptions })).toEqual(['casualty a', 'casualty c']);
  });

  it('nor where it names what was asked for alone, though the log tells ids', () => {
    const asked = (at: number, line: number, id: string, method: string) =>
      start(at, line, { id, method, target: '/cart?step=2' });
    const edges = [asked(20, 1, 'first-7', 'GET'), asked(25, 2, 'second-8', 'POST'), asked(26, 3, 'third-9', 'GET')];
    const says = (message: string) => rolesIn({ lifecycle: KILLED, edges, exceptions: [raised(27, { message })] });
    expect(says('Unhandled exception in POST /cart')).toEqual(['casualty first-7', 'casualty third-9']);
    expect(says('Unhandled exception in POST /cart (other-id-77)')).toHaveLength(2);
    expect(says('Unhandled exception in POST /cart of first-7')).toEqual(['casualty second-8', 'casualty third-9']);
    expect(says('Unhandled exception in /basket')).toHaveLength(3);
  });

  it('another try of the same id is not ended by it', () => {
    const edges = [start(20, 1, { id: 'a' }), start(22, 2, { id: 'b' }), start(25, 3, { id: 'a' })];
    const exceptions = [raised(21, { requestId: 'a' })];
    expect(rolesIn({ lifecycle: KILLED, edges, exceptions })).toEqual(['casualty b', 'casualty a']);
  });

  it('told by the id in its words, whatever these are', () => {
    const edges = [start(20, 1, { id: 'ksqkshn' }), start(25, 2, { id: 'b' })];
    const exceptions = [raised(21, { message: 'task ksqkshn raised unexpected' })];
    expect(rolesIn({ lifecycle: KILLED, edges, exceptions })).toEqual(['casualty b']);
  });

  it('none where another one for the same ended with it', () => {
    const feed = { target: '/feed' };
    const end = edge('end', { at: 27, pid: 10, line: 3, ...feed, status: 500 });
    const edges = [start(20, 1, feed), start(26, 2, feed), end];
    const exceptions = [raised(27, { message: 'Exception on /feed [GET]' })];
    expect(rolesIn({ lifecycle: KILLED, edges, exceptions })).toEqual(['casualty /feed']);
  });

  it('told by what was asked for, though another one for the same ended well at that moment', () => {
    const feed = { target: '/feed' };
    const ended = (status: number) => edge('end', { at: 27, pid: 10, line: 3, id: 'b', ...feed, status });
    const begun = [start(20, 1, { ...feed, id: 'a' }), start(26, 2, { ...feed, id: 'b' })];
    const exceptions = [raised(27, { message: 'Failed GET /feed' })];
    const rolesWith = (status: number) => rolesIn({ lifecycle: KILLED, edges: [...begun, ended(status)], exceptions });
    expect(rolesWith(200)).toEqual([]);
    expect(rolesWith(500)).toEqual(['casualty a']);
  });

  it('none who began after the exception, as finely as their stamps tell', () => {
    const edges = [start(20, 1, { target: '/feed', id: 'a' }), start(27.5, 2, { target: '/feed', id: 'b' })];
    const exceptions = [raised(27, { message: 'Failed GET /feed' })];
    expect(rolesIn({ lifecycle: KILLED, edges, exceptions })).toEqual(['casualty b']);
  });

  it('told by what was asked for where there is no id: the newest of them', () => {
    const feed = { target: '/feed?n=1' };
    const edges = [start(20, 1, feed), start(25, 2, feed), start(26, 3, { target: '/feed?n=2' })];
    const exceptions = [raised(27, { message: '! GET /feed?n=1 500 35ms' })];
    const claims = conclude(correlate(factsWith({ lifecycle: KILLED, edges, exceptions })))[0]?.claims ?? [];
    expect(claims.map(({ request }) => request?.evidence[0]?.origin.line)).toEqual([1, 3]);
  });
});

describe('a worker that left without a reason', () => {
  const LEFT = told([0, 1, started], [0, 10, booting(10)], [40, 10, exiting(10)], [40, 11, booting(11)]);

  it('has ended itself if requests were in it', () => {
    const [incident] = conclude(
      correlate(factsWith({ lifecycle: LEFT, edges: [edge('start', { at: 20, pid: 10, line: 1, id: 'a' })] })),
    );
    expect([incident?.cause, incident?.confidence, incident?.claims.length]).toEqual(['exit', 0.85, 1]);
  });

  it('has left in good order if none were', () => {
    const edges = [
      edge('start', { at: 20, pid: 10, line: 1, id: 'a' }),
      edge('end', { at: 30, pid: 10, line: 2, id: 'a', status: 200 }),
    ];
    expect(conclude(correlate(factsWith({ lifecycle: LEFT, edges })))).toEqual([]);
  });
});

describe('in a worker that takes one request at a time', () => {
  const SYNC: LifecycleStep = { what: 'server-setting', name: 'worker_class', value: 'sync' };
  const edges = [
    edge('start', { at: 20, pid: 10, line: 1, id: 'failed' }),
    edge('start', { at: 29, pid: 10, line: 2, id: 'stuck' }),
  ];

  it('only the one that began last is open: the others are over, whatever their log lacks', () => {
    const settings = told([0, 1, SYNC], [0, 1, TIMEOUT]);
    const lifecycle = [...settings, ...MISSED];
    expect(rolesIn({ lifecycle, edges })).toEqual(['culprit stuck']);
    expect(rolesIn({ lifecycle: [...told([0, 1, TIMEOUT]), ...MISSED], edges })).toContain('casualty failed');
  });
});

it('a log of the application that was cut short accuses none of a sync worker where a proxy lost another with it', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 1, { what: 'server-setting', name: 'worker_class', value: 'sync' }] as const],
    ...[[0, 10, booting(10)] as const, [40, 1, timedOut(10)] as const, [40, 10, exiting(10)] as const],
  );
  const edges = [edge('start', { at: 20, pid: 10, line: 1, id: 'a', method: 'GET', target: '/cart' })];
  const lost = edge('whole', {
    at: 40,
    line: 2,
    method: 'GET',
    target: '/popen',
    status: 502,
    upstreamError: 'closed',
  });
  const requests = [{ ...lost, origin: { ...lost.origin, source: 3 } }];
  const sources = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'front.log')];
  const [incident] = conclude(correlate(factsWith({ sources, lifecycle, edges, requests })));
  expect(incident?.claims.map(({ role, confidence }) => [role, confidence])).toEqual([
    ['possible-casualty', 0.5],
    ['possible-casualty', 0.5],
  ]);
});
