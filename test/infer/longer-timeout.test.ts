import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { longerTimeout, longestByPath } from '../../src/infer/longer-timeout.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { LifecycleStep } from '../../src/model/lifecycle.ts';
import {
  aborted,
  booting,
  edge,
  exiting,
  factsWith,
  killed,
  spoke,
  started,
  timedOut,
  told,
} from '../correlate/told.ts';

const TIMEOUT: LifecycleStep = { what: 'server-setting', name: 'timeout', value: '30' };
const START = told([0, 1, started], [0, 10, booting(10)]);
const MISSED = told([40, 1, timedOut(10)], [41, 10, exiting(10)], [41, 11, booting(11)]);

const wouldHave = (facts: Partial<CaseFacts>) => {
  const correlation = correlate(factsWith(facts));
  return conclude(correlation).map((incident) => longerTimeout(incident, longestByPath(correlation)));
};

const asked = (id: string, target: string, at: number, line: number) =>
  edge('start', { at, pid: 10, line, id, target });
const ended = (id: string, target: string, at: number, line: number, status = 200) =>
  edge('end', { at, pid: 10, line, id, target, status });

describe('what a longer timeout would have done', () => {
  const edges = [
    asked('a', '/report?year=1', 1, 1),
    ended('a', '/report?year=1', 6, 2),
    asked('b', '/report?year=2', 2, 3),
    ended('b', '/report?year=2', 9, 4, 500),
    asked('c', '/item', 1, 5),
    ended('c', '/item', 9.5, 6),
    asked('d', '/report?year=3', 10, 7),
    asked('e', '/item', 10, 8),
    asked('f', '/item', 9.9, 9),
    ended('f', '/item', 40.6, 10),
  ];
  const exceptions = [{ ...aborted(10, 40.3), requestId: 'd' }];
  const lifecycle = [...START, ...told([0, 1, TIMEOUT]), ...MISSED];

  it('holds the block against what ended of the same path, and counts who would have waited', () => {
    expect(wouldHave({ lifecycle, edges, exceptions })).toEqual([
      { aboveSeconds: 30, longestEndedSeconds: 5, waiting: 2 },
    ]);
  });

  it('is never one that was in force: stamps that are cut off make the block seem shorter', () => {
    const late = [...edges.slice(0, 6), asked('d', '/report?year=3', 10.8, 7)];
    const known = { lifecycle, edges: late, activity: [spoke(10, 1, 10.8)] };
    expect(wouldHave(known)).toMatchObject([{ aboveSeconds: 30 }]);
  });

  it('says nothing of those that ended where the culprit is not known', () => {
    expect(wouldHave({ lifecycle, edges })).toMatchObject([{ longestEndedSeconds: null }]);
  });

  it('says nothing where the timeout is only assumed, or the worker was not missed', () => {
    expect(wouldHave({ lifecycle: [...START, ...MISSED], edges: [], exceptions })).toEqual([undefined]);
    const shot = [...START, ...told([0, 1, TIMEOUT], [40, 1, killed(10)], [41, 11, booting(11)])];
    expect(wouldHave({ lifecycle: shot, edges })).toEqual([undefined]);
  });
});
