import { expect, it } from 'vitest';
import { unnamedReachUs } from '../../../src/app/close-up/unnamed-reach.ts';
import { wallMicros } from '../../../src/model/time.ts';

const S = 1_000_000;
const stamp = (second: number) => ({ wall: wallMicros(second * S), offsetMin: undefined, precision: 's' }) as const;
/** A block of so many lines, written from one second to another. */
const block = (from: number, to: number, lines: number) => ({
  ...{ source: 1, byteFrom: 0, byteTo: 0, lineFrom: 1, lines, pieces: undefined },
  ...{ first: stamp(from), last: stamp(to) },
});

it('goes as far back as a thousand lines do, in powers of two seconds', () => {
  expect(unnamedReachUs([block(0, 1_000, 40_000), block(1_000, 2_000, 40_000)])).toBe(32 * S);
  expect(unnamedReachUs([block(0, 2_000, 60_000), block(2_000, 3_000, 60_000)])).toBe(32 * S);
  expect(unnamedReachUs([block(0, 1_000, 1_000_000)])).toBe(S);
});

it('keeps all of a log that is short, or tells no times', () => {
  expect(unnamedReachUs([block(0, 1_000, 1_000)])).toBe(Infinity);
  expect(unnamedReachUs([{ ...block(0, 0, 100_000), first: undefined, last: undefined }])).toBe(Infinity);
});
