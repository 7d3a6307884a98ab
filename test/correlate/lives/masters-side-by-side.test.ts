import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, factsWith, started, timedOut, told } from '../told.ts';

it('a master that starts beside another, which speaks on, takes none of its workers away', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const],
    ...[[20, 100, started] as const, [20, 110, booting(110)] as const],
    ...[[60, 1, timedOut(10)] as const, [61, 11, booting(11)] as const],
  );
  const { workers } = correlate(factsWith({ lifecycle }));
  expect(workers.map(({ pid, end, replacedBy }) => [pid, end.how, replacedBy])).toEqual([
    [10, 'died', 11],
    [110, 'running', undefined],
    [11, 'running', undefined],
  ]);
});
