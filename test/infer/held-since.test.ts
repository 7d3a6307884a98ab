import { expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { serverFacts } from '../../src/infer/server.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, factsWith, timedOut, told } from '../correlate/told.ts';

/** Seconds of the epoch at which told.ts begins to count. */
const EPOCH_S = 1_700_000_000;
const since = (seconds: number): LifecycleStep => ({
  what: 'request-in-flight',
  pid: undefined,
  request: { id: undefined, method: 'GET', target: '/slow', since: EPOCH_S + seconds },
});

const timeoutOf = (...lines: readonly (readonly [number, number, LifecycleStep])[]) => {
  const lifecycle = told([0, 10, booting(10)], ...lines).map((event) => ({ ...event, by: 'uwsgi' }));
  const { timeoutSeconds, timeoutFrom } = serverFacts(correlate(factsWith({ lifecycle })));
  return [timeoutSeconds, timeoutFrom];
};

it('tells the limit by how long the request had taken that a worker was ended for', () => {
  expect(timeoutOf([101, 1, timedOut(10)], [101, 1, since(40)])).toEqual([60, 'inferred']);
});

it('tells it where the clock is hours off', () => {
  expect(timeoutOf([101, 1, timedOut(10)], [101, 1, since(40 + 8 * 3_600)])).toEqual([60, 'inferred']);
});

it('tells nothing where the worker held several requests', () => {
  expect(timeoutOf([101, 1, timedOut(10)], [101, 1, since(40)], [101, 1, since(80)])).toEqual([null, null]);
});
