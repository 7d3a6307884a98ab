import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { certainty, certaintySpan, claimed } from '../../src/report/certainty.ts';

describe('certainty', () => {
  it.each([
    [1, 'almost certain, 1.00'],
    [0.98, 'almost certain, 0.98'],
    [0.95, 'very likely, 0.95'],
    [0.75, 'likely, 0.75'],
    [0.29, 'unlikely, 0.29'],
    [0.3, 'possible, 0.30'],
    [0.999, 'almost certain, 0.99'],
    [0, 'unlikely, 0.00'],
  ])('says %d as %s', (confidence, words) => {
    expect(certainty(confidence)).toBe(words);
  });

  it('never prints a number above the one it was given', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (confidence) => {
        expect(Number(certainty(confidence).split(', ')[1])).toBeLessThanOrEqual(confidence + 1e-9);
      }),
    );
  });
});

describe('certaintySpan', () => {
  it.each([
    [[0.93, 0.93], 'very likely, 0.93'],
    [[0.97, 0.93], 'very likely, 0.93 to 0.97'],
    [[0.95, 0.71], 'likely to very likely, 0.71 to 0.95'],
  ])('says %j as %s', (confidences, words) => {
    expect(certaintySpan(confidences)).toBe(words);
  });
});

describe('claimed', () => {
  it.each([
    [0.9, 'did it'],
    [0.89, 'probably did it'],
    [0.6, 'probably did it'],
    [0.59, 'may have done it'],
  ])('at %d says %s', (confidence, words) => {
    expect(claimed({ past: 'did it', perfect: 'have done it' }, confidence)).toBe(words);
  });
});
