import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, edge, factsWith, killed, source, stamp, timedOut, told } from '../told.ts';

const begins = (target: string): LifecycleStep => ({ what: 'request-started', method: 'GET', target });
const setting = (value: string): LifecycleStep => ({ what: 'server-setting', name: 'worker_class', value });

const unfinished = (workerClass: string, ...requests: readonly ReturnType<typeof edge>[]) => {
  const lifecycle = told(
    [0, 1, setting(workerClass)],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
    [50, 10, begins('/a')],
    [51, 10, begins('/b')],
    [51, 11, begins('/a')],
    [52, 10, begins('/c')],
    [90, 1, timedOut(10)],
    [91, 1, killed(10)],
  );
  return correlate(factsWith({ lifecycle, requests }))
    .requests.filter(({ endedAt, pid }) => endedAt === undefined && pid === 10)
    .map(({ target }) => target);
};

it('takes all starts without an end for requests of the dying worker', () => {
  expect(unfinished('gevent')).toEqual(['/a', '/b', '/c']);
});

it('takes the last start alone where a worker is in one request at a time', () => {
  expect(unfinished('sync')).toEqual(['/c']);
});

it('gives an end without pid to the newest start, not to one of a worker that is gone', () => {
  expect(unfinished('gevent', edge('whole', { at: 53, line: 1, method: 'GET', target: '/a?x=1' }))).toEqual([
    '/a',
    '/b',
    '/c',
  ]);
  const later = edge('whole', { at: 95, line: 1, method: 'GET', target: '/c' });
  expect(unfinished('gevent', later)).toEqual(['/a', '/b', '/c']);
  expect(unfinished('gevent', edge('whole', { at: 53, line: 1, method: 'GET', target: '/c' }))).toEqual(['/a', '/b']);
});

it('forgets a start whose end is told with pid and duration', () => {
  const line = edge('whole', { at: 60, line: 1, pid: 10, method: 'GET', target: '/b', durationUs: 9_000_000 });
  expect(unfinished('gevent', line)).toEqual(['/a', '/c']);
});

it('gives an end to no start from long before, whose own end lies where none are known', () => {
  const lifecycle = told(
    [0, 1, setting('gevent')],
    ...[[0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...Array.from({ length: 4 }, (_, n) => [50 + n, 11, begins('/a')] as const),
    [850, 10, begins('/a')],
    [851, 10, begins('/b')],
    [900, 1, killed(10)],
  );
  const line = edge('whole', { at: 853, line: 1, method: 'GET', target: '/a' });
  const open = correlate(factsWith({ lifecycle, requests: [line] })).requests.filter(({ pid }) => pid === 10);
  expect(open.map(({ target, endedAt }) => [target, endedAt])).toEqual([['/b', undefined]]);
});

it('takes none where hardly any end is told, by a proxy either: then who has no end need not be open', () => {
  const starts = Array.from({ length: 8 }, (_, n) => [50 + n, 10, begins(`/job${String(n)}`)] as const);
  const lifecycle = told([0, 1, setting('gevent')], [0, 10, booting(10)], ...starts, [90, 1, killed(10)]);
  const front = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'nginx-access.log')];
  const answered = (n: number) => ({
    ...edge('whole', {
      at: 58,
      line: n,
      method: 'GET',
      target: `/job${String(n)}`,
      status: 200,
      durationUs: 8_000_000,
    }),
    origin: { source: 3, line: n, byteOffset: n * 90 },
    stamp: stamp(58 + n, 0),
  });
  const openWith = (count: number) =>
    correlate(factsWith({ sources: front, lifecycle, requests: Array.from({ length: count }, (_, n) => answered(n)) }))
      .requests.filter(({ endedAt, pid }) => endedAt === undefined && pid === 10)
      .map(({ target }) => target);
  expect(openWith(0)).toEqual([]);
  expect(openWith(2)).toEqual([]);
  expect(openWith(6)).toEqual(['/job6', '/job7']);
});

it('gives as many starts as can be to those of whom a proxy tells how long they took, whatever their order', () => {
  const starts = [50, 51, 51, 52].map((at) => [at, 10, begins('/a')] as const);
  const lifecycle = told([0, 1, setting('gevent')], [0, 10, booting(10)], ...starts, [90, 1, killed(10)]);
  const front = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'nginx-access.log')];
  const line = (n: number, startedAt: number, endedAt: number, status = 200) => ({
    ...edge('whole', {
      ...{ at: endedAt, line: n, method: 'GET', target: `/a?n=${String(n)}`, status },
      ...{ durationUs: (endedAt - startedAt) * 1e6, upstreamStatus: status === 200 ? '200' : '-' },
    }),
    origin: { source: 3, line: n, byteOffset: n * 90 },
    stamp: stamp(endedAt, 0),
  });
  const open = (...requests: readonly ReturnType<typeof line>[]) =>
    correlate(factsWith({ sources: front, lifecycle, requests }))
      .requests.filter(({ endedAt, pid }) => endedAt === undefined && pid === 10)
      .map(({ startedAt }) => (startedAt ?? 0) / 1e6 - 1_700_000_000);
  // The one that ends first may have any of three starts, and leaves the others theirs.
  expect(open(line(1, 51, 53), line(2, 50, 54), line(3, 50, 55))).toEqual([52]);
  // Who was given up on has a start too.
  expect(open(line(1, 51, 53), line(2, 50, 54, 499), line(3, 50, 55))).toHaveLength(2);
});

/** A request a second for `/a` in each of two workers, each over a second later, but for every seventh, whose client leaves; then four are open as one dies. */
const busy = (tellAll: boolean) => {
  const begun = Array.from({ length: 100 }, (_, n) => [100 + n, n % 2 === 0 ? 10 : 11, begins('/a')] as const);
  const open = [198, 199, 199, 199].map((at) => [at, 10, begins('/a')] as const);
  const lifecycle = told(
    ...[[0, 1, setting('gevent')] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...[...begun, ...open, [200, 1, killed(10)] as const],
  );
  const requests = begun
    .filter((_, n) => tellAll || n % 7 !== 0)
    .map(([at], n) => edge('whole', { at: at + 1, line: n, method: 'GET', target: '/a' }));
  return correlate(factsWith({ lifecycle, requests })).requests.filter(
    ({ endedAt, pid }) => endedAt === undefined && pid === 10,
  );
};

it.each([true, false])('tells how likely each start was open where ends name no worker (all told: %s)', (tellAll) => {
  const starts = busy(tellAll);
  const likely = starts.reduce((sum, { stillOpen = 1 }) => sum + stillOpen, 0);
  expect(likely).toBeGreaterThan(1.5);
  expect(likely).toBeLessThan(5);
  expect(Math.min(...starts.map(({ startedAt = 0 }) => startedAt / 1e6 - 1_700_000_000))).toBeGreaterThan(190);
});

it('gives each start to who began in its second, though the next second is nearer', () => {
  const began = [31.45, 31.95, 32.3];
  const edges = began.flatMap((at, n) => [
    edge('start', { at, line: 4 * n + 1, id: `id-${String(n)}`, target: '/a' }),
    edge('end', { at: at + 1, line: 4 * n + 2, id: `id-${String(n)}`, status: 200 }),
  ]);
  const starts = began.map((at) => [Math.floor(at), 10, begins('/a')] as const);
  const lifecycle = told([0, 1, setting('gevent')], [0, 10, booting(10)], ...starts, [90, 1, killed(10)]);
  const { requests } = correlate(factsWith({ lifecycle, edges }));
  expect(requests.map(({ id, endedAt }) => [id, endedAt !== undefined])).toEqual(
    began.map((_, n) => [`id-${String(n)}`, true]),
  );
});

/** So many that a look at every start for each request would be felt. */
const MANY = 3_000;

it('finds the starts of very many requests', () => {
  const times = Array.from({ length: MANY }, (_, n) => 20 + Math.floor(n / 10));
  const goneAt = 30 + MANY / 10;
  const lifecycle = told(
    [0, 1, setting('gevent')],
    [0, 10, booting(10)],
    ...times.map((at, n) => [at, 10, begins(`/a${String(n % 10)}`)] as const),
    [goneAt - 1, 1, timedOut(10)],
    [goneAt, 1, killed(10)],
  );
  const requests = times.slice(0, -2).map((at, n) =>
    edge('whole', {
      at: at + 1,
      line: n + 1,
      pid: 10,
      method: 'GET',
      target: `/a${String(n % 10)}`,
      durationUs: 1_000_000,
    }),
  );
  const open = correlate(factsWith({ lifecycle, requests })).requests.filter(({ endedAt }) => endedAt === undefined);
  expect(open.map(({ target }) => target)).toEqual(['/a8', '/a9']);
});

it('takes none of which a proxy tells nothing that tells of all others', () => {
  const begun = Array.from({ length: 40 }, (_, n) => [10 + 2 * n, 11, begins('/a')] as const);
  const lifecycle = told(
    ...[[0, 1, setting('gevent')] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...begun,
    ...[[94, 10, begins('/a')] as const, [97, 10, begins('/a')] as const],
    [100, 1, killed(10)],
  );
  const line = (from: number, to: number, facts: Partial<Parameters<typeof edge>[1]>) => ({
    ...edge('whole', {
      at: to,
      line: to,
      method: 'GET',
      target: `/a?n=${String(to)}`,
      durationUs: (to - from) * 1e6,
      ...facts,
    }),
    origin: { source: 3, line: to, byteOffset: to * 90 },
    stamp: stamp(to, 0),
  });
  const answered = begun.map(([at]) => line(at, at + 1, { status: 200 }));
  const lost = line(94, 100, { status: 502, upstreamError: 'closed' });
  const sources = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'nginx-access.log')];
  const openWith = (requests: readonly ReturnType<typeof line>[]) =>
    correlate(factsWith({ sources, lifecycle, requests }))
      .requests.filter(({ endedAt, pid }) => endedAt === undefined && pid === 10)
      .map(({ target }) => target);
  const later = line(108, 109, { status: 200 });
  expect(openWith([...answered, lost, later])).toEqual(['/a?n=100']);
  expect(openWith([...answered.slice(0, 25), lost, later])).toContain('/a');
  // Who still waited five seconds after the worker was gone waited for another one.
  const outwaited = line(97, 105, { status: 499, upstreamStatus: '-' });
  expect(openWith([...answered.slice(0, 25), lost, outwaited, later])).toEqual(['/a?n=100', '/a']);
});

it('takes what waited in the queue for the start of when a worker took it up, and tells each once', () => {
  // Requests that began at once set the proxy's clock.
  const usual = Array.from({ length: 8 }, (_, n) => 50 + 4 * n);
  const lifecycle = told(
    [0, 1, setting('gevent')],
    ...[[20, 1, timedOut(9)] as const, [20, 1, killed(9)] as const, [30, 10, booting(10)] as const],
    ...[[31, 10, begins('/a')] as const, [31, 10, begins('/a')] as const, [31, 10, begins('/b')] as const],
    ...[[40, 1, killed(10)] as const, [41, 11, booting(11)] as const],
    ...usual.map((at) => [at, 11, begins(`/c${String(at)}`)] as const),
  );
  const line = (target: string, [from, to]: readonly [number, number], facts: Partial<Parameters<typeof edge>[1]>) => ({
    ...edge('whole', { at: to, line: from, method: 'GET', target, durationUs: (to - from) * 1e6, ...facts }),
    origin: { source: 3, line: from, byteOffset: from * 90 },
    stamp: stamp(to, 0),
  });
  const sources = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'nginx-access.log')];
  const requests = [
    line('/a?n=1', [21, 33], { status: 200 }),
    line('/a?n=2', [22, 40], { status: 502, upstreamError: 'closed' }),
    line('/b?n=3', [23, 40], { status: 502, upstreamError: 'closed' }),
    ...usual.map((at) => line(`/c${String(at)}`, [at, at + 1], { status: 200 })),
  ];
  const { requests: all } = correlate(factsWith({ sources, lifecycle, requests }));
  const open = all.filter(({ endedAt }) => endedAt === undefined);
  expect(open.map(({ target, pid, proxy }) => [target, pid, proxy?.outcome])).toEqual([
    ['/a?n=2', 10, 'lost'],
    ['/b?n=3', 10, 'lost'],
  ]);
});
