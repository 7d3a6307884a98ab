import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { factsWith, told } from '../told.ts';

const booting = (worker: number, slot: number): LifecycleStep => ({ what: 'worker-booting', worker, slot });
const unnamed = (how: 'missed' | 'ended', signal?: number): LifecycleStep => ({
  ...{ what: 'unnamed-end', how, name: 'worker 2', signal, code: undefined },
});

const endsOf = (lifecycle: ReturnType<typeof told>) =>
  correlate(factsWith({ lifecycle })).workers.map(({ pid, end, replacedBy }) => [
    pid,
    end.how === 'died' ? [end.death.cause, end.death.signal] : end.how,
    replacedBy,
  ]);

it('knows the pid of a worker that a line calls by its place, from who came into it', () => {
  const lifecycle = told(
    [0, 1, booting(10, 1)],
    [0, 1, booting(11, 2)],
    [30, 1, unnamed('missed')],
    [31, 1, unnamed('ended', 9)],
    [31, 1, booting(21, 2)],
  );
  expect(endsOf(lifecycle)).toEqual([
    [10, 'running', undefined],
    [11, ['timeout', 9], 21],
    [21, 'running', undefined],
  ]);
});

it('knows no pid of who came before the log begins', () => {
  const lifecycle = told([31, 1, unnamed('ended', 9)], [31, 1, booting(21, 2)]);
  expect(endsOf(lifecycle)).toContainEqual([undefined, ['signal', 9], 21]);
});
