import { expect, it } from 'vitest';
import { beginsSummerTime } from '../../src/scan/summer-time-begins.ts';

const at = (text: string): number => Date.parse(`${text}Z`) * 1_000;

it.each([
  ['in Europe', '2026-03-29T01:59:58', '2026-03-29T03:00:01', true],
  ['in Britain', '2026-03-29T00:59:58', '2026-03-29T02:00:01', true],
  ['in North America', '2026-03-08T01:57:00', '2026-03-08T03:01:00', true],
  ['in Australia', '2026-10-04T01:59:58', '2026-10-04T03:00:01', true],
  ['not on another Sunday', '2026-03-22T01:59:58', '2026-03-22T03:00:01', false],
  ['not on another day', '2026-03-28T01:59:58', '2026-03-28T03:00:01', false],
  ['not by day', '2026-03-29T11:59:58', '2026-03-29T13:00:01', false],
  ['not where the hour left out is none of the clock', '2026-03-29T01:40:00', '2026-03-29T02:41:00', false],
  ['not in a log that is silent for longer', '2026-03-29T01:40:00', '2026-03-29T03:00:01', false],
  ['not where two hours are left out', '2026-03-29T01:59:58', '2026-03-29T04:00:01', false],
])('summer time begins %s', (_, before, behind, begins) => {
  expect(beginsSummerTime(at(before), at(behind))).toBe(begins);
});
