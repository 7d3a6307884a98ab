import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureSkew } from '../../../src/correlate/clocks/measure-skew.ts';

const seconds = (...values: number[]): readonly number[][] => values.map((value) => [value * 1_000_000]);

describe('the skew of a clock', () => {
  it('is the one on which most facts agree', () => {
    expect(measureSkew(seconds(4.1, 4.4, 3.9, 0.2), [])).toEqual({ skewUs: 4_100_000, anchors: 3 });
  });

  it('is not applied where fewer than three facts agree', () => {
    expect(measureSkew(seconds(4.1, 4.4), []).skewUs).toBe(0);
  });

  it('is not applied where most facts say something else', () => {
    expect(measureSkew(seconds(4.1, 4.2, 4.3, 20, 40, 60), []).skewUs).toBe(0);
  });

  it('is none within what whole seconds leave open', () => {
    expect(measureSkew(seconds(0.9, 1.1, 1.2, 1.3), [])).toEqual({ skewUs: 0, anchors: 4 });
  });

  it('is supported by lives outside of which somebody would have spoken', () => {
    const bound = { leastUs: Number.NEGATIVE_INFINITY, mostUs: -3_000_000 };
    expect(measureSkew(seconds(-6), [bound, bound])).toEqual({ skewUs: -6_000_000, anchors: 3 });
    expect(measureSkew(seconds(-2), [bound, bound]).skewUs).toBe(0);
  });

  it('takes of each fact the reading that fits the others', () => {
    const either = [[7_000_000, -20_000_000], [-40_000_000, 7_200_000], [7_100_000]];
    expect(measureSkew(either, [])).toEqual({ skewUs: 7_100_000, anchors: 3 });
  });

  it('does not depend on the order of the facts', () => {
    const gap = fc.integer({ min: -60, max: 60 }).map((tenths) => tenths * 100_000);
    fc.assert(
      fc.property(fc.array(fc.array(gap, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (anchors) => {
        expect(measureSkew(anchors.toReversed(), []).skewUs).toBe(measureSkew(anchors, []).skewUs);
      }),
    );
  });
});

it('takes of two times on which as many agree the one on which they agree more closely', () => {
  // Connections break at the abort, 17 s ahead; or are taken for those of the end that follows after a second or two.
  const facts = [
    [17, 15],
    [17, 15.5],
    [17, 16],
    [17, 15.2],
  ].map((gaps) => gaps.map((seconds) => seconds * 1e6));
  expect(measureSkew(facts, [])).toEqual({ skewUs: 17e6, anchors: 4 });
});
