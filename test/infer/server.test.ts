import { expect, it } from 'vitest';
import { inferTimeout } from '../../src/infer/server.ts';

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
