import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { withoutCopies } from '../../../src/correlate/without-copies.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, factsWith, killed, told } from '../told.ts';

const begins = (target: string): LifecycleStep => ({ what: 'request-started', method: 'GET', target });
const closes: LifecycleStep = { what: 'request-closed' };
const setting: LifecycleStep = { what: 'server-setting', name: 'worker_class', value: 'gevent' };

type Line = readonly [number, number, LifecycleStep];

/** Twenty requests of a worker that lives on, and of worker 10, which is killed, of the last one all but the first `closed`. */
const countWith = (closed: number, isClosed: (n: number) => boolean = () => true): readonly number[] => {
  const others = Array.from({ length: 20 }, (_, n): readonly Line[] => [
    [10 + n, 11, begins('/a')],
    ...(isClosed(n) ? [[10 + n, 11, closes] as const] : []),
  ]).flat();
  const own = Array.from({ length: 8 }, (_, n): readonly Line[] => [
    [40 + n, 10, begins(`/b${String(n)}`)],
    ...(n < closed ? [[40 + n, 10, closes] as const] : []),
  ]).flat();
  const start: readonly Line[] = [
    [0, 1, setting],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
  ];
  const lifecycle = told(...start, ...others, ...own, [50, 1, killed(10)], [50, 12, booting(12)]);
  return conclude(correlate(factsWith({ lifecycle }))).map(({ casualtyCount }) => casualtyCount);
};

it('tell how many a worker had open when it died, without a word of which', () => {
  expect(countWith(5)).toEqual([3]);
  expect(countWith(8)).toEqual([0]);
});

it('tell it also of a worker that took more with it than it ever closed', () => {
  const burst = Array.from({ length: 60 }, (_, n): Line => [41, 10, begins(`/b${String(n)}`)]);
  const others = Array.from({ length: 20 }, (_, n): readonly Line[] => [
    [10 + n, 11, begins('/a')],
    [10 + n, 11, closes],
  ]).flat();
  const boots: readonly Line[] = [
    [0, 1, setting],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
  ];
  const lifecycle = told(...boots, ...others, ...burst, [42, 10, closes], [50, 1, killed(10)], [50, 12, booting(12)]);
  const [incident] = conclude(correlate(factsWith({ lifecycle })));
  expect(incident?.casualtyCount).toBeGreaterThan(50);
});

it('tell nothing where connections are kept: then they are closed later, and once for many', () => {
  expect(countWith(5, (n) => n % 4 === 0)).toEqual([0]);
});

it('are none of a log that two handlers write twice, though in one second they are told alike', () => {
  const line = (n: number): readonly Line[] => [
    [20, 11, begins(`/a${String(n)}`)],
    [20, 11, closes],
  ];
  const lifecycle = told([0, 1, setting], [0, 11, booting(11)], ...Array.from({ length: 4 }, (_, n) => line(n)).flat());
  expect(withoutCopies(factsWith({ lifecycle })).lifecycle).toEqual(lifecycle);
});
