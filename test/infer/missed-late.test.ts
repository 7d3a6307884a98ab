import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { booting, factsWith, signalled, timedOut, told } from '../correlate/told.ts';

/** A worker that was missed 30 s after a HUP at second 100, as long as `graceful_timeout`; the timeout is 12 s. */
const blockIn = (version: string, bootedAt = 0) => {
  const lifecycle = told(
    [0, 1, { what: 'master-started', server: 'gunicorn', version }],
    [0, 1, { what: 'server-setting', name: 'timeout', value: '12' }],
    ...[[bootedAt, 10, booting(10)] as const, [100, 1, signalled('hup')] as const, [101, 11, booting(11)] as const],
    ...[[130, 1, timedOut(10)] as const, [131, 12, booting(12)] as const],
  ).toSorted((a, b) => (a.stamp?.wall ?? 0) - (b.stamp?.wall ?? 0));
  const incident = conclude(correlate(factsWith({ lifecycle }))).find(({ worker }) => worker.pid === 10);
  return incident?.block && incident.block.from / 1e6 - 1_700_000_000;
};

it('a block may have begun before its timeout where the master of gunicorn 26 waited for old workers after a HUP', () => {
  expect(blockIn('26.2.0')).toBe(88);
  expect(blockIn('23.0.0')).toBe(118);
});

it('nobody was waited for who booted after the HUP', () => {
  expect(blockIn('26.2.0', 105)).toBe(118);
});
