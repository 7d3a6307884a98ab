import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, factsWith, spoke, started, told } from '../told.ts';

/** An old master stops while another's worker 12, of which no line tells whose it is, serves on; a third starts at second 60. */
const endOf = (until: number, restartAt = 60) => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [20, 12, booting(12)] as const],
    ...[[25, 1, { what: 'master-stopped', reason: undefined }] as const, [restartAt, 3, started] as const],
  );
  const activity = [spoke(10, 1, 24), spoke(12, 21, until)];
  return correlate(factsWith({ lifecycle, activity })).workers.map(({ pid, end }) => [pid, end.how]);
};

it('a worker that speaks on was not of the master that stopped, and was gone when the next started', () => {
  expect(endOf(55)).toEqual([
    [10, 'graceful'],
    [12, 'lost'],
  ]);
});

it('a last word that comes a moment late is one of a worker that stopped with its master', () => {
  expect(endOf(28).map(([, how]) => how)).toEqual(['graceful', 'graceful']);
});
