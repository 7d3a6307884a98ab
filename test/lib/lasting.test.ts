import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lasting } from '../../src/lib/lasting.ts';

const moment = fc.integer({ min: 0, max: 40 });
const span = fc.tuple(moment, moment).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

it('finds what a look at each finds', () => {
  fc.assert(
    fc.property(fc.array(span), moment, moment, (spans, from, to) => {
      const inOrder = spans.toSorted((a, b) => a.from - b.from);
      expect(lasting(spans, (one) => one)(from, to)).toEqual(inOrder.filter((one) => one.from <= to && one.to >= from));
    }),
  );
});

it('leaves out what has no stretch of its own', () => {
  expect(lasting([1, 2], () => undefined)(0, 40)).toEqual([]);
});

it('knows what goes on for ever', () => {
  const spans = [
    { from: 1, to: Number.POSITIVE_INFINITY },
    { from: 2, to: 3 },
  ];
  expect(lasting(spans, (one) => one)(9, 9)).toEqual([spans[0]]);
});
