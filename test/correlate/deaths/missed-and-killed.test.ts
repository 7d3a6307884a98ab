import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, exiting, factsWith, killed, signalled, started, timedOut, told } from '../told.ts';

it('believes the kernel that names a missed worker as killed for memory, and no other', () => {
  const causeWith = (process: number) => {
    const word = told([41, 0, { what: 'kernel-oom-kill', process, command: 'gunicorn', rssKb: 200_000 }]);
    const lifecycle = [
      ...told([0, 1, started], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 1, killed(10)], [41, 12, booting(12)]),
      ...word.map((event) => ({ ...event, origin: { ...event.origin, source: 2 } })),
    ];
    const { end } = correlate(factsWith({ lifecycle })).workers[0] ?? {};
    return end?.how === 'died' ? end.death.cause : undefined;
  };
  expect([causeWith(10), causeWith(99)]).toEqual(['oom', 'timeout']);
});

it('leaves each its replacement where the master reloads later: up to 20.0.4 no line tells that one was reaped', () => {
  const lifecycle = told(
    [0, 1, { what: 'master-started', server: 'gunicorn', version: '20.0.4' }],
    ...[[0, 7, booting(7)] as const, [0, 8, booting(8)] as const],
    ...[[39, 1, timedOut(8)] as const, [40, 9, booting(9)] as const],
    ...[[60, 1, signalled('hup')] as const, [60, 10, booting(10)] as const, [60, 11, booting(11)] as const],
    ...[[61, 7, exiting(7)] as const, [61, 9, exiting(9)] as const],
  );
  const { workers } = correlate(factsWith({ lifecycle }));
  expect(workers.map(({ pid, end, replacedBy }) => [pid, end.how, replacedBy])).toEqual([
    [7, 'graceful', undefined],
    [8, 'died', 9],
    [9, 'graceful', undefined],
    [10, 'running', undefined],
    [11, 'running', undefined],
  ]);
});
