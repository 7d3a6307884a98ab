import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, factsWith, killed, started, timedOut, told } from '../told.ts';

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
