import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, exiting, factsWith, killed, signalled, started, timedOut, told } from '../told.ts';

it('a signal to the old master, and its end, say nothing of the workers of its successor', () => {
  const lifecycle = told(
    ...[[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const],
    ...[[20, 1, signalled('usr2')] as const, [21, 2, started] as const],
    ...[[21, 12, booting(12)] as const, [21, 13, booting(13)] as const],
    ...[[30, 1, signalled('quit')] as const, [31, 10, exiting(10)] as const, [31, 11, exiting(11)] as const],
    ...[[32, 1, { what: 'master-stopped', reason: undefined }] as const],
    ...[[60, 2, timedOut(12)] as const, [61, 2, killed(12)] as const, [61, 14, booting(14)] as const],
  );
  const { workers, unexplainedBoots } = correlate(factsWith({ lifecycle }));
  expect(workers.map(({ pid, end, replacedBy }) => [pid, end.how, replacedBy])).toEqual([
    [10, 'graceful', undefined],
    [11, 'graceful', undefined],
    [12, 'died', 14],
    [13, 'running', undefined],
    [14, 'running', undefined],
  ]);
  expect(unexplainedBoots).toEqual([]);
});
