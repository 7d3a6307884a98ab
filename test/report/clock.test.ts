import { describe, expect, it } from 'vitest';
import { duration, fullTime, secondsBefore, shortTime } from '../../src/report/clock.ts';

const AT = '2021-03-12T09:57:44.000+08:00';

describe('shortTime', () => {
  it.each([
    ['2021-03-12T09:57:14.203+08:00', '09:57:14.203'],
    ['2021-03-12T09:57:14.000+08:00', '09:57:14'],
    ['2021-03-12T09:57:14.203456+08:00', '09:57:14.203'],
    ['2021-03-11T09:57:14.000+08:00', '2021-03-11T09:57:14+08:00'],
    ['2021-03-12T01:57:14Z', '2021-03-12T01:57:14Z'],
    ['no time', 'no time'],
  ])('of %s beside the incident is %s', (iso, shown) => {
    expect(shortTime(iso, AT)).toBe(shown);
  });
});

describe('secondsBefore', () => {
  it.each([
    [AT, 30, '2021-03-12T09:57:14+08:00'],
    ['2021-03-12T00:00:10.250-05:30', 30, '2021-03-11T23:59:40.250-05:30'],
    ['2021-03-12T00:00:10Z', 0.5, '2021-03-12T00:00:09.500Z'],
    ['no time', 30, 'no time'],
  ])('of %s less %d s is %s', (iso, seconds, before) => {
    expect(secondsBefore(iso, seconds)).toBe(before);
  });
});

it.each([
  ['2021-03-12T09:57:14.000+08:00', '2021-03-12T09:57:14+08:00'],
  ['2021-03-12T09:57:14.120+08:00', '2021-03-12T09:57:14.120+08:00'],
])('fullTime of %s is %s', (iso, shown) => {
  expect(fullTime(iso)).toBe(shown);
});

it.each([
  [0, '0.0 s'],
  [45_753, '45.8 s'],
  [99_960, '1 min 40 s'],
  [185_000, '3 min 05 s'],
  [7_800_000, '2 h 10 min'],
])('duration of %d ms is %s', (ms, words) => {
  expect(duration(ms)).toBe(words);
});
