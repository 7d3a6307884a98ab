import { expect, it } from 'vitest';
import type { Start } from '../../../src/correlate/requests/open-starts.ts';
import { threadsIn, withinPool } from '../../../src/correlate/requests/thread-pool.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { micros } from '../../../src/model/time.ts';
import { told } from '../told.ts';

const begins: LifecycleStep = { what: 'request-started', method: 'GET', target: '/a' };
const startAt = (at: number, worker = 0): Start => ({
  ...{ at: micros(at * 1e6), pid: 10 + worker, method: 'GET', path: '/a', worker },
  ...{ goneAt: 90e6, latestEnd: 90e6, heldFrom: 60e6, missedAt: 90e6 },
  event: told([at, 10, begins]).reduce((last) => last),
});

const chances = (threads: number, ...starts: readonly Start[]) => [
  ...withinPool(new Map(starts.map((start) => [start, 1])), threads).values(),
];

it('leaves no more open than there are threads, rather the later ones', () => {
  expect(chances(3, startAt(1), startAt(2), startAt(3))).toEqual([1, 1, 1]);
  const four = chances(3, startAt(1), startAt(2), startAt(3), startAt(4));
  expect(four.reduce((sum, one) => sum + one, 0)).toBeCloseTo(3);
  expect(four.at(-1)).toBe(1);
  expect(chances(1, startAt(1), startAt(2)).at(-1)).toBe(1);
  expect(chances(1, startAt(1), startAt(2, 1))).toEqual([1, 1]);
});

it('is stated by the settings of a worker of threads', () => {
  const setting = (name: string, value: string): LifecycleStep => ({ what: 'server-setting', name, value });
  const settings = (workerClass: string) =>
    told([0, 1, setting('worker_class', workerClass)], [0, 1, setting('threads', '3')]).map((event) => ({
      at: micros(0),
      event,
    }));
  expect(threadsIn(settings('gthread'))).toBe(3);
  expect(threadsIn(settings('gevent'))).toBeUndefined();
});
