import { describe, expect, it } from 'vitest';
import { newHead } from '../../src/formats/head.ts';
import { wallMicros } from '../../src/model/time.ts';
import { ActivityCounter } from '../../src/scan/activity.ts';

const S = 1_000_000;
const NOON = 1_700_000_000 * S;

/** Where the signs of life of pid 7 lie, in seconds, after ends as `[second, seconds that the request took]`. */
function heard(ends: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const counter = new ActivityCounter(Number.POSITIVE_INFINITY, SPEAKER);
  for (const [index, [at, took]] of ends.entries()) {
    const head = { ...newHead(), wall: wallMicros(NOON + at * S), precisionUs: 1_000, pid: 7, durationUs: took * S };
    counter.count(head, 'end', { line: index, from: index * 100 });
  }
  const rows = counter.rows();
  expect(rows.reduce((sum, { finished }) => sum + finished, 0)).toBe(ends.length);
  return rows.map(({ first, last }) => [(first.wall - NOON) / S, (last.wall - NOON) / S]);
}

const SPEAKER = {
  ...{ source: 1, host: undefined },
  originOf: (line: number, byteOffset: number) => ({ source: 1, line: line + 1, byteOffset }),
};

const BUSY = [0, 1, 2, 3].map((at) => [at, 0.1] as const);

describe('the signs of life of a pid', () => {
  it('are parted by a silence behind which three requests end that began before it', () => {
    const stalled = [...BUSY, [8, 5.1], [8.2, 5.4], [8.9, 6], [12, 0.1]] as const;
    expect(heard(stalled)).toEqual([
      [0, 3],
      [8, 12],
    ]);
  });

  it.each([
    ['fewer requests were held', [...BUSY, [8, 5.1], [8.2, 5.4], [12, 0.1]]],
    ['they end one by one', [...BUSY, [8, 5.1], [8.9, 6], [9.5, 7], [12, 0.1]]],
    ['they began behind it', [...BUSY, [8, 0.1], [8.2, 0.1], [8.9, 0.1], [12, 0.1]]],
    ['the silence is short', [...BUSY, [4.5, 2], [4.7, 2], [4.9, 2], [6, 0.1]]],
    ['how long they took is not known', [...BUSY, [8, Number.NaN], [8.2, Number.NaN], [8.9, Number.NaN]]],
  ] as const)('are one stretch where %s', (_, ends) => {
    expect(heard(ends)).toEqual([[0, ends.at(-1)?.[0]]]);
  });
});
