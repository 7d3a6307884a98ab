import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { edge, factsWith } from '../told.ts';
import { lifecycle, proxied, sources } from './proxied-night.ts';

let line = 0;
/** What the server's own log tells of a request, by id. */
const own = (id: string, from: number, to?: number) => {
  line += 2;
  return [
    edge('start', { at: from, line, id, target: '/feed' }),
    ...(to === undefined ? [] : [edge('end', { at: to, line: line + 1, id, status: 200 })]),
  ];
};
const front = (id: string, at: number, seconds: number, status = 200) =>
  proxied(at, { target: `/feed?n=${id}`, status, durationUs: seconds * 1_000_000, upstream: '127.0.0.1:8000' });

/** The server tells of all that the proxy saw answered. */
const usual = Array.from({ length: 40 }, (_, n) => ({ id: `usual-${String(n).padStart(4, '0')}`, at: n * 2 + 20 }));
const told = usual.flatMap(({ id, at }) => own(id, at - 1, at)).concat(own('usual-late', 150, 151));
const seen = [...usual.map(({ id, at }) => front(id, at, 1)), front('usual-late', 151, 1)];

const find = (id: string, edges: readonly ReturnType<typeof edge>[], requests: readonly ReturnType<typeof front>[]) =>
  correlate(factsWith({ sources, lifecycle, edges: [...told, ...edges], requests: [...seen, ...requests] }))
    .requests.filter((request) => request.id === id || request.target?.endsWith(`=${id}`))
    .map(({ startedAt = 0, endedAt, proxy, worker }) => ({
      ...{ worker, left: proxy?.outcome, isOpen: endedAt === undefined },
      wait: proxy && Math.round((startedAt - proxy.at) / 1_000_000),
    }));

it('takes what a server began when nobody waited any more for the request that was given up', () => {
  const left = front('queued-0001', 80, 6, 504);
  expect(find('queued-0001', own('queued-0001', 83, 84), [left])).toEqual([
    { worker: undefined, left: 'timeout', isOpen: false, wait: 3 },
  ]);
});

it('places nothing in a worker that its server never began, though it was given up while that stood still', () => {
  expect(find('never-0001', [], [front('never-0001', 99, 30, 504)])).toMatchObject([
    { worker: undefined, left: 'timeout', isOpen: false },
  ]);
});

it('leaves open what was given up in front and of which a log that tells ends tells none', () => {
  const left = front('stuck-0001', 95, 30, 504);
  expect(find('stuck-0001', own('stuck-0001', 65), [left])).toMatchObject([
    { worker: 0, left: 'timeout', isOpen: true },
  ]);
});

it('knows that a server tells of each also where every path is asked for once', () => {
  const path = (n: number): string => `/orders/${String(n)}/lines?n=each-${String(n)}`;
  const each = Array.from({ length: 40 }, (_, n) => n);
  const edges = each.flatMap((n) => own(`each-${String(n)}`, n * 2 + 19, n * 2 + 20));
  const answered = each.map((n) => ({ ...front('', n * 2 + 20, 1), target: path(n) }));
  const lines = answered.map((one) => ({ ...one, facts: { ...one.facts, target: one.target } }));
  const never = front('', 99, 30, 504);
  const queued = { ...never, facts: { ...never.facts, target: path(99) } };
  const facts = factsWith({
    ...{ sources, lifecycle },
    edges: [...edges, ...own('each-late', 150, 151)],
    requests: [...lines, queued],
  });
  const [found] = correlate(facts).requests.filter(({ target }) => target === path(99));
  expect(found).toMatchObject({ worker: undefined });
});

it('takes what a server began late also where it was asked for again, and that was answered', () => {
  const left = front('twice-0001', 80, 6, 504);
  const again = front('twice-0001', 88, 1);
  const edges = [...own('twice-0001', 83, 84), ...own('twice-0001', 87, 88)];
  expect(find('twice-0001', edges, [left, again])).toEqual([
    { worker: undefined, left: 'timeout', isOpen: false, wait: 3 },
    { worker: undefined, left: 'answered', isOpen: false, wait: -1 },
  ]);
});
