import { describe, expect, it } from 'vitest';
import { newHead } from '../../src/formats/head.ts';
import { ActivityCounter } from '../../src/scan/activity.ts';
import { correlate } from '../../src/correlate/correlate.ts';
import { nearMissesOf } from '../../src/infer/near-misses.ts';
import type { RequestEvent } from '../../src/model/event.ts';
import type { ActivityRow } from '../../src/model/findings.ts';
import { type Precision, wallMicros } from '../../src/model/time.ts';
import { booting, edge, exiting, factsWith, spoke, stamp, started, timedOut, told } from '../correlate/told.ts';

interface Served {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

const servedBy = (pid: number, served: readonly Served[]): readonly RequestEvent[] =>
  served.flatMap(({ id, from, to }, index) => [
    edge('start', { at: from, pid, line: index * 2 + 1, id }),
    edge('end', { at: to, pid, line: index * 2 + 2, id, status: 200 }),
  ]);

/** A request every quarter of a second, answered at once, in [from, to). */
const busy = (from: number, to: number): readonly Served[] =>
  Array.from({ length: (to - from) * 4 }, (_, index) => from + index / 4).map((at) => ({
    ...{ id: `b${String(at)}`, from: at, to: at + 0.2 },
  }));

/** Requests that came within the last second before `from` and end in a burst at `to`. */
const held = (from: number, to: number, count = 3): readonly Served[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ id: `h${String(from)}-${String(index)}`, from: from - 0.9 + index / 4, to: to + index / 10 },
  }));

/** Worker 10 boots at 0. Worker 11 is missed at 200, so all before is looked at closely; the timeout is 12 s. */
const LIFECYCLE = told(
  [0, 1, started],
  [0, 1, { what: 'server-setting', name: 'timeout', value: '12' }],
  [0, 10, booting(10)],
  [0, 11, booting(11)],
  [200, 1, timedOut(11)],
  [201, 11, exiting(11)],
  [201, 12, booting(12)],
);

const SPEAKER = {
  ...{ source: 2, host: undefined },
  originOf: (line: number, byteOffset: number) => ({ source: 2, line, byteOffset }),
};

/** When each pid spoke, parted at silences as the scan parts it. */
function heardIn(edges: readonly RequestEvent[]): readonly ActivityRow[] {
  const counter = new ActivityCounter(Number.POSITIVE_INFINITY, SPEAKER);
  const inOrder = [...edges].sort((a, b) => (a.stamp?.wall ?? 0) - (b.stamp?.wall ?? 0));
  const startedAt = new Map(inOrder.map(({ edge, facts, stamp }) => [`${edge} ${facts.id ?? ''}`, stamp?.wall ?? 0]));
  for (const { edge, stamp, pid, facts, origin } of inOrder) {
    const wall = stamp?.wall ?? wallMicros(Number.NaN);
    const durationUs = wall - (startedAt.get(`start ${facts.id ?? ''}`) ?? Number.NaN);
    counter.count(
      { ...newHead(), wall, precisionUs: 1_000, pid: pid ?? 0, durationUs },
      edge === 'start' ? 'start' : 'end',
      { line: origin.line, from: origin.byteOffset },
    );
  }
  return counter.rows();
}

const stallsIn = (edges: readonly RequestEvent[], lifecycle = LIFECYCLE) =>
  nearMissesOf(correlate(factsWith({ lifecycle, edges, activity: heardIn(edges) }))).map((stall) => ({
    pid: stall.worker.pid,
    seconds: (stall.to - stall.from) / 1_000_000,
    held: stall.held.map(({ id }) => id),
  }));

const inPrecision = (edges: readonly RequestEvent[], precision: Precision): readonly RequestEvent[] =>
  edges.map((event) => {
    const seconds = (event.stamp?.wall ?? 0) / 1_000_000 - 1_700_000_000;
    return { ...event, stamp: stamp(precision === 's' ? Math.floor(seconds) : seconds, undefined, precision) };
  });

describe('a near miss', () => {
  it('is a busy worker that fell silent with requests open, which then end in a burst', () => {
    const edges = servedBy(10, [...busy(10, 21), ...held(21, 28), ...busy(29, 40)]);
    expect(stallsIn(edges)).toEqual([
      { pid: 10, seconds: expect.closeTo(7.05, 2) as number, held: ['h21-0', 'h21-1', 'h21-2'] },
    ]);
  });

  it.each([
    ['an idle worker, as nothing is open', [...busy(10, 21), ...busy(28, 40)]],
    ['a silence of less than a quarter of the timeout', [...busy(10, 21), ...held(21, 23.5), ...busy(24, 40)]],
    ['one with fewer than three requests open', [...busy(10, 21), ...held(21, 28, 2), ...busy(29, 40)]],
    [
      'slow requests that end one by one',
      [...busy(10, 21), ...held(21, 28, 1), ...held(21.1, 29.5, 1), ...held(21.2, 31, 1), ...busy(32, 40)],
    ],
    ['a worker with little to say before, as its requests may only wait together', held(21, 28, 9)],
    ['one that was broken by another request', [...busy(10, 21), ...held(21, 28), ...busy(21, 40)]],
  ])('is not %s', (_, served) => {
    expect(stallsIn(servedBy(10, served))).toEqual([]);
  });

  it('is not the block in which a worker died', () => {
    expect(stallsIn(servedBy(11, [...busy(180, 189), ...held(189, 194)]))).toEqual([]);
    expect(stallsIn(servedBy(11, [...busy(160, 169), ...held(169, 174)]))).toHaveLength(1);
  });

  it('is not the last seconds of a worker that leaves, as it takes nothing new', () => {
    const edges = servedBy(10, [...busy(10, 21), ...held(21, 28)]);
    const leaving = (at: number) => [...LIFECYCLE, ...told([at, 10, exiting(10)])];
    expect(stallsIn(edges, leaving(36))).toEqual([]);
    expect(stallsIn(edges, leaving(60))).toHaveLength(1);
  });

  it('is found far from incidents too', () => {
    const quiet = told([0, 1, started], [0, 10, booting(10)]);
    expect(stallsIn(servedBy(10, [...busy(10, 21), ...held(21, 31)]), quiet)).toHaveLength(1);
  });

  it('is not made by stamps of whole seconds, which are cut off', () => {
    const slow = { what: 'server-setting', name: 'timeout', value: '48' } as const;
    const lifecycle = [...LIFECYCLE, ...told([1, 1, slow])];
    const edges = servedBy(10, [...busy(10, 21), ...held(21, 32.98), ...busy(34, 40)]);
    expect(stallsIn(inPrecision(edges, 'ms'), lifecycle)).toHaveLength(1);
    expect(stallsIn(inPrecision(edges, 's'), lifecycle)).toEqual([]);
  });

  it('is of one worker alone', () => {
    const other = servedBy(11, busy(10, 60)).map((event) => ({
      ...event,
      origin: { ...event.origin, line: event.origin.line + 900 },
    }));
    const edges = [...servedBy(10, [...busy(10, 21), ...held(21, 28), ...busy(29, 40)]), ...other];
    expect(stallsIn(edges).map(({ pid }) => pid)).toEqual([10]);
  });

  const beats = (from: number, to: number): readonly Served[] =>
    Array.from({ length: to - from }, (_, index) => ({ id: '', from: from + index, to: from + index }));
  const signsIn = (served: readonly Served[], written: { edge: 'start' | 'end' | undefined }) => {
    const counter = new ActivityCounter(MICROS, SPEAKER);
    for (const { from } of served)
      counter.count({ ...newHead(), wall: stamp(from).wall, precisionUs: 1_000, pid: 10 }, written.edge, {
        line: 1,
        from: 1,
      });
    return counter.rows();
  };

  it('is a worker that writes every second and then does not, though nothing waits', () => {
    const activity = signsIn([...beats(10, 22), ...beats(30, 40)], { edge: undefined });
    const lifecycle = LIFECYCLE;
    expect(nearMissesOf(correlate(factsWith({ lifecycle, activity })))).toMatchObject([
      { worker: { pid: 10 }, sign: 'rhythm', held: [], lastBegun: undefined },
    ]);
    const seldom = signsIn([...beats(10, 16), ...beats(30, 40)], { edge: undefined });
    expect(nearMissesOf(correlate(factsWith({ lifecycle, activity: seldom })))).toEqual([]);
  });

  const sync = { what: 'server-setting', name: 'worker_class', value: 'sync' } as const;
  const alone = (to: number) => servedBy(10, [...busy(10, 21), { id: 'long', from: 21, to }, ...busy(to + 1, 60)]);

  it.each([
    ['most of the timeout of a worker that takes one request at a time', 32, [...LIFECYCLE, ...told([1, 1, sync])], 1],
    ['half of it', 28, [...LIFECYCLE, ...told([1, 1, sync])], 0],
    ['more than it, so that it is no timeout of theirs', 40, [...LIFECYCLE, ...told([1, 1, sync])], 0],
    ['most of it in a worker that may take others', 32, LIFECYCLE, 0],
  ])('is one request that took %s', (_, to, lifecycle, count) => {
    const edges = alone(to);
    const facts = factsWith({ lifecycle, edges, activity: signsIn(alone(to).map(servedAt), { edge: undefined }) });
    const told = nearMissesOf(correlate(facts));
    expect(told.map(({ sign, lastBegun }) => [sign, lastBegun])).toEqual(
      Array.from({ length: count }, () => ['one-alone', 'request long']),
    );
  });

  const servedAt = ({ stamp: at }: RequestEvent): Served => {
    const seconds = (at?.wall ?? 0) / MICROS - 1_700_000_000;
    return { id: '', from: seconds, to: seconds };
  };

  const four = { what: 'server-setting', name: 'timeout', value: '4' } as const;
  const brief = told(
    ...[[0, 1, started] as const, [0, 1, sync] as const, [0, 1, four] as const],
    ...[[100, 10, booting(10)] as const, [199, 1, timedOut(10)] as const, [200, 12, booting(12)] as const],
  );
  const short = (to: number, ...more: readonly Served[]) =>
    servedBy(10, [...busy(185, 187), { id: 'long', from: 187, to }, ...more, { id: 'last', from: 194.1, to: 199 }]);

  const near = servedBy(10, [
    ...busy(185, 187),
    { id: 'long', from: 190.6, to: 194 },
    { id: 'last', from: 194.1, to: 199 },
  ]);

  it.each([
    ['3.4 s', short(190.4), 1],
    ['2.5 s', short(189.5), 0],
    ['3.4 s near the end of its worker, which began another after it', near, 1],
  ])('is one request of %s under a timeout of 4 s, though no pause was noted', (_, edges, count) => {
    expect(longIn(edges)).toBe(count);
  });

  const longIn = (edges: readonly RequestEvent[]): number => {
    const activity = [spoke(10, 101, 194.9)];
    const stalls = nearMissesOf(correlate(factsWith({ lifecycle: brief, edges: edges.slice(0, -1), activity })));
    return stalls.filter(({ lastBegun }) => lastBegun === 'request long').length;
  };

  it('is held against the timeout of its own host', () => {
    const on = (host: string, lifecycle: typeof LIFECYCLE) => lifecycle.map((event) => ({ ...event, host }));
    const slow = told(
      [0, 2, started],
      [0, 2, { what: 'server-setting', name: 'timeout', value: '300' }],
      [0, 20, booting(20)],
    );
    const lifecycle = [...on('a', LIFECYCLE), ...on('b', slow)];
    const stalled = (pid: number, host: string) =>
      servedBy(pid, [...busy(10, 21), ...held(21, 28), ...busy(29, 40)]).map((event) => ({ ...event, host }));
    const both = [...stalled(10, 'a'), ...stalled(20, 'b')];
    const activity = [10, 20].flatMap((pid) =>
      heardIn(both.filter((event) => event.pid === pid)).map((row) => ({ ...row, host: pid === 10 ? 'a' : 'b' })),
    );
    const stalls = nearMissesOf(correlate(factsWith({ lifecycle, edges: both, activity })));
    expect(stalls.map(({ worker, server }) => [worker.pid, server.timeoutSeconds])).toEqual([[10, 12]]);
  });
});

const MICROS = 1_000_000;
