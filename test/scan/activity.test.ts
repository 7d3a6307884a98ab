import { describe, expect, it } from 'vitest';
import { newHead } from '../../src/formats/head.ts';
import { wallMicros } from '../../src/model/time.ts';
import { ActivityCounter } from '../../src/scan/activity.ts';

const S = 1_000_000;
const NOON = 1_700_000_000 * S;

interface Written {
  readonly precisionUs?: number;
  readonly edge?: 'end' | undefined;
}

/** Where the signs of life of pid 7 lie, in seconds, after ends as `[second, seconds that the request took]`. */
function heard(
  ends: readonly (readonly [number, number])[],
  written: Written = {},
): readonly (readonly [number, number])[] {
  const { precisionUs, edge } = { precisionUs: 1_000, edge: 'end' as const, ...written };
  const counter = new ActivityCounter(Number.POSITIVE_INFINITY, SPEAKER);
  for (const [index, [at, took]] of ends.entries()) {
    const head = {
      ...newHead(),
      wall: wallMicros(NOON + at * S),
      precisionUs,
      pid: 7,
      durationUs: took * S,
    };
    counter.count(head, edge, { line: index, from: index * 100 });
  }
  const rows = counter.rows();
  expect(rows.reduce((sum, { records }) => sum + records, 0)).toBe(ends.length);
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

  it('are parted by one request alone where it took long, though stamps are cut off at the second', () => {
    const long = [...BUSY, [19, 15.9], [21, 0.1]] as const;
    expect(heard(long)).toEqual([[0, 21]]);
    expect(heard(long, { precisionUs: S })).toEqual([
      [0, 3],
      [19, 21],
    ]);
  });

  it('are parted where a worker misses some of the lines that it writes every second, whatever it serves', () => {
    const beats = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => [from + at, 0] as const);
    const missing = [...beats(0, 12), ...beats(19, 22)];
    expect(heard(missing, { edge: undefined })).toEqual([
      [0, 11],
      [19, 21],
    ]);
    expect(heard([...beats(0, 8), ...beats(15, 22)], { edge: undefined })).toEqual([[0, 21]]);
    expect(heard([...beats(0, 12), ...beats(15, 22)], { edge: undefined })).toEqual([[0, 21]]);
    expect(heard(missing)).toEqual([[0, 21]]);
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
