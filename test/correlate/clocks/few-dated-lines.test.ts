import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { booting, factsWith, spoke, told } from '../told.ts';

/** What puma says has no times: a line in it that has one, of a request that failed, lends its own to all that follow. */
it('a few dated lines in a log without times do not date what stands behind them', () => {
  const missed = { what: 'worker-timeout', worker: 10, limitSeconds: 6 } as const;
  const lifecycle = told([0, 1, booting(10)], [12, 1, missed], [12, 1, booting(12)]).map((event) => ({
    ...event,
    stamp: event.stamp && { ...event.stamp, offsetMin: undefined },
  }));
  const facts = factsWith({ lifecycle, activity: [spoke(10, 1, 20), spoke(12, 27, 40)] });
  const activity = facts.activity.filter(({ source }, at) => source !== 1 || at === 1);
  const [died] = correlate({ ...facts, activity }).workers;
  expect(died?.end).toMatchObject({
    how: 'died',
    death: { cause: 'timeout', timeoutAt: (1_700_000_000 + 26) * 1_000_000 },
  });
});
