import { expect, it } from 'vitest';
import { alignClocks } from '../../../src/correlate/clocks/align-clocks.ts';
import { factsWith, source, spoke } from '../told.ts';

const sources = [source(1, 'run.log'), source(2, 'front.log')];

/** The clock of an application that speaks between these seconds, beside a proxy that tells of five minutes and states +08:00. */
const clockOf = (from: number, to: number) => {
  const activity = [spoke(10, from, to, 1), spoke(1, 28_800, 29_100, 2, 480)];
  return alignClocks({ ...factsWith({}), sources, activity }, { proxies: new Set([2]), starts: new Set() }).find(
    (clock) => clock.source === 1,
  );
};

it('reads the log of an application in the zone in which it lies beside that of the proxy, where no supervisor speaks', () => {
  expect(clockOf(28_802, 29_098)).toMatchObject({ offsetUs: 480 * 60_000_000, zoneFrom: 'inferred' });
});

it('leaves it as it stands where it lies beside it already', () => {
  expect(clockOf(2, 298)).toMatchObject({ offsetUs: 0, zoneFrom: 'assumed' });
});
