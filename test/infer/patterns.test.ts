import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { patternsOf } from '../../src/infer/patterns.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import { booting, exiting, factsWith, started, timedOut, told } from '../correlate/told.ts';

const patternsIn = (...steps: readonly (readonly [number, number, LifecycleStep])[]) =>
  patternsOf(conclude(correlate(factsWith({ lifecycle: told(...steps) }))));

describe('what several incidents have in common', () => {
  it('sees a crash loop in each of two workers that die in step', () => {
    const rounds = [0, 1, 2, 3].flatMap((round) => {
      const [at, one, two] = [round * 5, 10 + round * 10, 11 + round * 10] as const;
      return [
        [at, one, booting(one)],
        [at, two, booting(two)],
        [at + 5, 1, timedOut(one)],
        [at + 5, 1, timedOut(two)],
        [at + 5, one, exiting(one)],
        [at + 5, two, exiting(two)],
      ] as const;
    });
    const patterns = patternsIn([0, 1, started], ...rounds, [20, 50, booting(50)], [20, 51, booting(51)]);
    expect(patterns.map(({ incidents }) => incidents)).toEqual([['i1', 'i2', 'i3', 'i4', 'i5', 'i6', 'i7', 'i8']]);
  });

  it('takes no worker without a pid for the one that nobody replaced', () => {
    const patterns = patternsIn(
      [0, 1, started],
      ...[10, 11, 12].map((pid) => [0, pid, booting(pid)] as const),
      ...[10, 11, 12].map((pid) => [5, 1, timedOut(pid)] as const),
      ...[10, 11, 12].map((pid) => [5, pid, exiting(pid)] as const),
    );
    expect(patterns).toEqual([]);
  });

  it('sees none in workers that lived long', () => {
    const patterns = patternsIn(
      [0, 1, started],
      [0, 10, booting(10)],
      [200, 1, timedOut(10)],
      [201, 10, exiting(10)],
      [201, 11, booting(11)],
      [400, 1, timedOut(11)],
      [401, 11, exiting(11)],
      [401, 12, booting(12)],
      [600, 1, timedOut(12)],
      [601, 12, exiting(12)],
      [601, 13, booting(13)],
    );
    expect(patterns).toEqual([]);
  });
});
