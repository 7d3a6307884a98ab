import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { booting, exiting, factsWith, killed, started, told } from './told.ts';

it('takes no worker that finished and then raised the signal by which it was asked to go for a killed one', () => {
  const lifecycle = told(
    [0, 1, started],
    [1, 7, booting(7)],
    [90, 7, exiting(7)],
    [90, 1, killed(7, 2)],
    [91, 8, booting(8)],
  );
  expect(correlate(factsWith({ lifecycle })).workers.map(({ pid, end }) => [pid, end.how])).toEqual([
    [7, 'left'],
    [8, 'running'],
  ]);
});
