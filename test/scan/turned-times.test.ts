import { describe, expect, it } from 'vitest';
import { newHead } from '../../src/formats/head.ts';
import { wallMicros } from '../../src/model/time.ts';
import { TurnedTimes } from '../../src/scan/turned-times.ts';

const HOUR = 3_600;

/** Where records at these seconds turn, as line and seconds. */
function turnsIn(times: readonly number[]): readonly (readonly [number, number])[] {
  const turned = new TurnedTimes();
  times.forEach((second, line) => {
    turned.take({ ...newHead(), wall: wallMicros(second * 1e6) }, { from: line * 50, line });
  });
  return turned.turns().map(({ line, seconds }) => [line, seconds]);
}

const minutes = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at * 60);

describe('where the times of a log go back', () => {
  it.each([
    ['an hour, and stay so', [...minutes(7 * HOUR, 10), ...minutes(6 * HOUR + 600, 10)], [[10, 3_540]]],
    [
      'twice',
      [...minutes(7200, 6), ...minutes(3600, 6), ...minutes(0, 6)],
      [
        [6, 3_900],
        [12, 3_900],
      ],
    ],
    ['for a late record alone', [...minutes(0, 10), 60, ...minutes(600, 10)], []],
    [
      'for every other record, as requests that are logged by their start',
      minutes(0, 20).flatMap((at) => [at, at - 300]),
      [],
    ],
    ['by less than processes hold lines back', [0, 30, 60, 5, 6, 7, 8, 9, 10, 11], []],
    ['all the time, as what is shown newest first', [...minutes(0, 200)].reverse(), []],
    ['for the last few lines only', [...minutes(7200, 10), 0, 1, 2], []],
  ] satisfies [string, readonly number[], readonly [number, number][]][])('%s', (_what, times, expected) => {
    expect(turnsIn(times)).toEqual(expected);
  });

  it('and records without a time do not count', () => {
    expect(turnsIn([...minutes(7200, 5), Number.NaN, ...minutes(0, 6)])).toEqual([[6, 7_440]]);
  });
});
