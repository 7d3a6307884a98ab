import fc from 'fast-check';
import { expect, it } from 'vitest';
import { within } from '../../src/lib/within.ts';

const moment = fc.integer({ min: 0, max: 40 });

it('finds what a look at each value finds', () => {
  fc.assert(
    fc.property(fc.array(moment), moment, moment, (moments, from, to) => {
      const inOrder = moments.sort((a, b) => a - b).map((at, place) => ({ at, place }));
      expect(within(inOrder, from, to)).toEqual(inOrder.filter(({ at }) => at >= from && at <= to));
    }),
  );
});
