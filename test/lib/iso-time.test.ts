import { describe, expect, it } from 'vitest';
import { isoOffset, isoTime } from '../../src/lib/iso-time.ts';

describe('isoTime', () => {
  it.each([
    [1_615_514_265_146_000, 480, '2021-03-12T09:57:45.146+08:00'],
    [1_615_514_265_146_007, 0, '2021-03-12T01:57:45.146007+00:00'],
    [0, -210, '1969-12-31T20:30:00.000-03:30'],
    [-1, 0, '1969-12-31T23:59:59.999999+00:00'],
  ])('writes %d at %d min as %s', (us, offsetMin, text) => {
    expect(isoTime(us, offsetMin)).toBe(text);
  });

  it('writes offsets of quarters of an hour', () => {
    expect(isoOffset(345)).toBe('+05:45');
    expect(isoOffset(-30)).toBe('-00:30');
  });

  it('rounds offsets of parts of a minute to whole ones, and hours', () => {
    expect(isoOffset(59.9)).toBe('+01:00');
  });
});
