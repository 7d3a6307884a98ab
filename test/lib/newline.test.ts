import { expect, it } from 'vitest';
import { wholeLines } from '../../src/lib/newline.ts';

it.each<[string, number, number]>([
  ['a\nb', 3, 2],
  ['a\nb\n', 4, 4],
  ['a\nb\n', 3, 2],
  ['abc', 3, 0],
  ['\n', 0, 0],
  ['', 0, 0],
])('of %j, the first %i bytes hold %i bytes of whole lines', (text, used, whole) => {
  expect(wholeLines(Buffer.from(text), used)).toBe(whole);
});
