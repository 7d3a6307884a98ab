import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, exiting, factsWith, signalled, started, told } from '../told.ts';

it('tells the oldest to leave at TTOU, by the order of forks, and believes a worker that says that it leaves', () => {
  const lifecycle = told(
    [0, 1, started],
    [0, 12, booting(12)],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
    [30, 1, signalled('ttou')],
    [34, 10, { what: 'worker-graceful-timeout', worker: 10 }],
    [35, 10, exiting(10)],
    [50, 11, { what: 'worker-graceful-timeout', worker: 11 }],
    [51, 11, exiting(11)],
    [52, 13, booting(13)],
  );
  expect(correlate(factsWith({ lifecycle })).workers.map(({ pid, end: { how } }) => [pid, how])).toEqual([
    [12, 'running'],
    [10, 'graceful'],
    [11, 'graceful'],
    [13, 'running'],
  ]);
});
