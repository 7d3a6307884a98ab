import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, factsWith, spoke, started, told } from '../told.ts';

const exited = (worker: number): LifecycleStep => ({ what: 'worker-exited', worker, code: 1 });

type Line = readonly [seconds: number, speaker: number, step: LifecycleStep];

const workersOf = (until: number, ...lines: readonly Line[]) =>
  correlate(
    factsWith({
      lifecycle: told(...lines).map((line) => ({ ...line, by: 'gunicorn' })),
      activity: [spoke(7, 1, until)],
    }),
  ).workers.map(({ pid, end }) => [pid, end.how]);

const START: Line = [0, 1, started];
const BOOT: Line = [0, 7, booting(7)];
const END: Line = [60, 1, exited(431)];

it('takes no orphan that gunicorn reaped as the first process of a container for a worker', () => {
  expect(workersOf(90, START, BOOT, END)).toEqual([[7, 'running']]);
});

it('believes that a worker has ended where one came in its place, where the log ends there, and where the start is not told', () => {
  expect(workersOf(90, START, BOOT, END, [60, 9, booting(9)])).toContainEqual([431, 'died']);
  expect(workersOf(61, START, BOOT, END)).toContainEqual([431, 'died']);
  expect(workersOf(90, BOOT, END)).toContainEqual([431, 'died']);
});
