import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, exiting, factsWith, killed, signalled, started, timedOut, told } from '../told.ts';

const ready = (worker: number, slot: number): LifecycleStep => ({ what: 'worker-booting', worker, slot });
const reaped = (worker: number, slot: number): LifecycleStep => ({ what: 'worker-killed', worker, slot, signal: 9 });

const replacedBy = (lifecycle: ReturnType<typeof told>) =>
  correlate(factsWith({ lifecycle })).workers.map((worker) => [worker.pid, worker.replacedBy]);

it('gives each worker the one that came in its numbered place, in whatever order they came', () => {
  const lifecycle = told(
    [0, 10, ready(10, 0)],
    [0, 11, ready(11, 1)],
    [30, 1, reaped(10, 0)],
    [30, 1, reaped(11, 1)],
    [30, 21, ready(21, 1)],
    [30, 20, ready(20, 0)],
  );
  expect(replacedBy(lifecycle).slice(0, 2)).toEqual([
    [10, 20],
    [11, 21],
  ]);
});

it('gives a worker none that came in the place of another, whose end is not told', () => {
  const lifecycle = told([30, 1, reaped(11, 13)], [30, 20, ready(20, 2)]);
  expect(replacedBy(lifecycle)).toContainEqual([11, undefined]);
});

it('gives the one that came right after an end to that, though another ended long before', () => {
  const lifecycle = told([0, 1, timedOut(10)], [54, 1, killed(11, 11)], [55, 20, booting(20)]);
  expect(replacedBy(lifecycle).slice(0, 2)).toEqual([
    [10, undefined],
    [11, 20],
  ]);
});

it('gives one that is missed as a reload comes a worker that this made, though its end is told later', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...[[40, 1, timedOut(10)] as const, [40, 1, signalled('hup')] as const, [40, 10, exiting(10)] as const],
    ...[[40, 20, booting(20)] as const, [40, 21, booting(21)] as const, [40, 1, killed(10, 15)] as const],
    ...[[41, 11, exiting(11)] as const, [60, 1, timedOut(20)] as const, [61, 1, killed(20, 9)] as const],
    [61, 30, booting(30)],
  );
  expect(replacedBy(lifecycle)).toEqual([
    [10, 21],
    [11, undefined],
    [20, 30],
    [21, undefined],
    [30, undefined],
  ]);
});
