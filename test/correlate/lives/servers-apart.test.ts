import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import { booting, factsWith, killed, source, started, timedOut, told } from '../told.ts';

/** The same lines in another log. */
const inLog = (source: number, lines: readonly LifecycleEvent[]): readonly LifecycleEvent[] =>
  lines.map((event) => ({ ...event, origin: { ...event.origin, source } }));

/** A master whose worker 11 ends without a word and is replaced by 13. */
const shop = inLog(
  1,
  told(
    ...[[0, 10, started] as const, [0, 11, booting(11)] as const, [0, 12, booting(12)] as const],
    [60, 13, booting(13)],
    [90, 10, timedOut(13)],
  ),
);
/** Another, of which the end of worker 21 is told one second before that, and whose log says so first. */
const admin = inLog(
  3,
  told(
    ...[[0, 20, started] as const, [0, 21, booting(21)] as const, [0, 22, booting(22)] as const],
    ...[[59, 20, killed(21)] as const, [61, 23, booting(23)] as const, [95, 20, timedOut(22)] as const],
  ),
);

const endsIn = (lifecycle: readonly LifecycleEvent[]) =>
  correlate(factsWith({ lifecycle, sources: [source(1, 'shop.err'), source(3, 'admin.err')] }))
    .workers.filter(({ end }) => end.how === 'died')
    .map(({ pid, replacedBy }) => [pid, replacedBy]);

it('a boot in the log of one server is in the place of none of another', () => {
  expect(endsIn([...shop, ...admin])).toEqual([
    [13, undefined],
    [21, 23],
    [22, undefined],
    [undefined, 13],
  ]);
});

it('logs that name one process in common are one server, wherever it speaks', () => {
  const other = inLog(3, told([-1, 10, started], [59, 10, killed(11)]));
  const one = inLog(1, told([0, 11, booting(11)], [0, 12, booting(12)], [60, 13, booting(13)], [90, 10, timedOut(13)]));
  expect(endsIn([...one, ...other])).toEqual([
    [11, 13],
    [13, undefined],
  ]);
});
