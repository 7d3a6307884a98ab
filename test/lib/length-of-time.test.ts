import { expect, it } from 'vitest';
import { lengthOfTime } from '../../src/lib/length-of-time.ts';

it.each([
  [-1, '0 s'],
  [0.4, '0 s'],
  [299.4, '299 s'],
  [300, '5 min'],
  [3_600, '60 min'],
  [34_035, '9 h 27 min'],
  [90_000, '25 h 00 min'],
])('%d s are %s', (seconds, words) => expect(lengthOfTime(seconds * 1e6)).toBe(words));
