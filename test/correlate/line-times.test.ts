import { describe, expect, it } from 'vitest';
import { lineTimes } from '../../src/correlate/line-times.ts';
import type { RequestEvent, RequestFacts } from '../../src/model/event.ts';
import { edge, factsWith, source, stamp } from './told.ts';

/** Lines of a log in their order, as the second that each states. */
const log = (...lines: readonly (readonly [number, Partial<RequestFacts>?])[]): readonly RequestEvent[] =>
  lines.map(([at, facts], line) => ({ ...edge('whole', { at, line, target: '/a', ...facts }), stamp: stamp(at, 0) }));

const timesOf = (requests: readonly RequestEvent[], path = 'access.log') =>
  lineTimes(factsWith({ requests, sources: [source(2, path)] }));

const seconds = (...ats: readonly number[]) => log(...ats.map((at) => [at] as const));

describe('the time in an access line', () => {
  it('is that of the start where lines stand behind others that came later, and their end about where they stand', () => {
    const lines = seconds(1, 2, 3, 4, 1, 1, 5, 6);
    const { starts, writtenAt } = timesOf(lines);
    expect([...starts]).toEqual([2]);
    expect([...writtenAt].map(([line, wall]) => [lines.indexOf(line), wall])).toEqual([
      [4, stamp(5).wall],
      [5, stamp(5).wall],
    ]);
  });

  it('is that of the end where all are in order, or only one is not', () => {
    expect(timesOf(seconds(1, 2, 3, 4, 5)).starts.size).toBe(0);
    expect(timesOf(seconds(1, 2, 3, 4, 1, 5, 6)).starts.size).toBe(0);
  });

  it('is not that of the start in logs that were joined, after a clock was set back, or where durations say otherwise', () => {
    expect(timesOf(seconds(11, 12, 13, 1, 2, 3, 4, 5)).starts.size).toBe(0);
    expect(timesOf(seconds(4001, 4002, 4003, 4004, 1, 2, 3)).starts.size).toBe(0);
    const short = { durationUs: 1_000 };
    expect(timesOf(log([1], [2], [13], [4, short], [5, short], [14])).starts.size).toBe(0);
  });

  it('is the start by the name of its writer, unless only ends are in order', () => {
    expect([...timesOf(seconds(1, 2, 3), 'apache2/access.log').starts]).toEqual([2]);
    const ends = log([1], [9, { durationUs: 8_000_000 }], [10], [11]);
    expect(timesOf(ends, 'apache2/access.log').starts.size).toBe(0);
  });

  it("is the start in aiohttp's own log, which is a server's", () => {
    const text = '10.0.0.1 [30/Nov/2026:18:51:15 +0000] "GET /a HTTP/1.1" 200 0 "-" "curl/7.88.1"';
    const { shown, starts, ownOfServers } = timesOf(seconds(1, 2, 3, 4, 1, 1, 5, 6).map((line) => ({ ...line, text })));
    expect([[...starts], [...shown], [...ownOfServers]]).toEqual([[2], [], [2]]);
  });
});
