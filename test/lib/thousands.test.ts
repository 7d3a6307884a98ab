import { expect, it } from 'vitest';
import { thousands } from '../../src/lib/thousands.ts';

it.each([0, 7, 999, 1_000, 16_384, 123_456, 1_234_567])('groups %i as the library of languages does', (count) => {
  expect(thousands(count)).toBe(count.toLocaleString('en-US'));
});
