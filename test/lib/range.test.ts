import { expect, it } from 'vitest';
import { rangeOf } from '../../src/lib/range.ts';

const range = (rows: readonly (readonly [number, number])[]) =>
  rangeOf(
    rows,
    ([first]) => first,
    ([, last]) => last,
  );

it('reaches from the earliest beginning to the latest end, of rows in any order', () => {
  expect(
    range([
      [5, 9],
      [2, 3],
      [4, 6],
    ]),
  ).toEqual({ from: 2, to: 9 });
});

it('is none of nothing', () => {
  expect(range([])).toBeUndefined();
});

it('is told of more rows than a call takes arguments', () => {
  expect(range(Array.from({ length: 300_000 }, (_, at) => [at, at + 1] as const))).toEqual({ from: 0, to: 300_000 });
});
