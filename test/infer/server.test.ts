import { expect, it } from 'vitest';
import { inferSeldomBeaten, inferTimeout } from '../../src/infer/server.ts';

it.each([
  [[29.8], 30],
  [[10], 10],
  [[3.8, 3.6, 3.7], 4],
  [[2.6, 2.63], 3],
  [[61.2, 240], 60],
  [[47], undefined],
  [[], undefined],
])('silences of %j s speak for a timeout of %s s', (silences, timeout) => {
  expect(inferTimeout(silences)).toBe(timeout);
});

it.each([
  [[3.8], 5],
  [[17], 30],
  [[8, 11], 10],
  [[28, 17], 30],
  [[], undefined],
])('silences of %j s speak for %s s where a worker beats every half of it', (silences, timeout) => {
  expect(inferSeldomBeaten(silences)).toBe(timeout);
});
