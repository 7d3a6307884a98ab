import { expect, it } from 'vitest';
import { inSummerTime } from '../../../src/correlate/clocks/summer-time.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import { edge, factsWith, spoke, stamp, told } from '../told.ts';

const HOUR_US = 3_600_000_000;
/** Source 2 states no zone; the clock goes back by `seconds` with its line 10. */
const turn = (seconds: number, line = 10): LifecycleEvent[] =>
  told([100, 0, { what: 'clock-stepped', seconds }]).map((event) => ({
    ...event,
    ...{ stamp: stamp(100), pid: undefined, origin: { source: 2, line, byteOffset: line * 50 } },
  }));
const starts = [
  edge('start', { at: 3_000, line: 9, id: 'before' }),
  edge('start', { at: 100, line: 11, id: 'behind' }),
];
const shiftsOf = (lifecycle: readonly LifecycleEvent[]): readonly number[] =>
  inSummerTime(factsWith({ lifecycle, edges: starts })).edges.map(
    (read, at) => ((read.stamp?.wall ?? 0) - (starts[at]?.stamp?.wall ?? 0)) / HOUR_US,
  );

it('reads what stands behind the end of summer time as going on', () => {
  expect(shiftsOf(turn(-3_590))).toEqual([0, 1]);
});

it.each([
  ['a clock that was set by less', turn(-600)],
  ['a log that goes back again and again', [...turn(-3_590, 5), ...turn(-3_590)]],
  ['a daemon that set the clock', turn(-3_600).map((event) => ({ ...event, by: 'machine' }))],
])('leaves times alone in %s', (_what, lifecycle) => {
  expect(shiftsOf(lifecycle)).toEqual([0, 0]);
});

it('leaves stated zones alone', () => {
  const stated = edge('start', { at: 100, line: 11 });
  const facts = factsWith({ lifecycle: turn(-3_590), edges: [{ ...stated, stamp: stamp(100, 60) }] });
  expect(inSummerTime(facts).edges[0]?.stamp).toEqual(stamp(100, 60));
});

it('puts the ends of what was heard on both sides in order', () => {
  const row = spoke(7, 100, 3_000);
  const behind = { ...row, firstOrigin: { source: 2, line: 11, byteOffset: 550 } };
  const [read] = inSummerTime(factsWith({ lifecycle: turn(-3_590), activity: [behind] })).activity.slice(-1);
  expect(read).toMatchObject({ first: stamp(3_000, undefined, 'ms'), last: stamp(3_700, undefined, 'ms') });
});
