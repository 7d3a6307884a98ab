import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
import type { RequestFacts } from '../../src/model/event.ts';
import { aborted, booting, edge, factsWith, killed, started, timedOut, told } from '../correlate/told.ts';

/** Worker 10 is missed at 40 and gone at 41. */
const MISSED = told([0, 1, started], [0, 10, booting(10)], [40, 1, timedOut(10)], [41, 11, booting(11)]);
/** Worker 10 crashes at 40. */
const CRASHED = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10, 11)], [41, 11, booting(11)]);

const start = (at: number, line: number, facts: Partial<RequestFacts>) =>
  edge('start', { at, pid: 10, line, ...facts });
const end = (at: number, line: number, facts: Partial<RequestFacts>) =>
  edge('end', { at, pid: 10, line, status: 200, ...facts });

const casualties = (facts: Partial<CaseFacts>) =>
  (conclude(correlate(factsWith(facts)))[0]?.claims ?? [])
    .filter(({ role }) => role === 'casualty')
    .map(({ request, confidence, suspicion = 0, against }) => ({
      asked: request?.id ?? request?.target,
      ...{ confidence: Number(confidence.toFixed(3)), suspicion: Number(suspicion.toFixed(3)), against },
    }));

describe('how sure a casualty is', () => {
  it('as sure as can be where nothing may be mixed up with it, though one of two is the culprit, rather the younger', () => {
    const edges = [
      start(20, 1, { id: 'a' }),
      start(25, 2, { id: 'b' }),
      start(21, 3, { id: 'c' }),
      end(30, 4, { id: 'c' }),
    ];
    expect(
      casualties({ lifecycle: CRASHED, edges }).map(({ confidence, suspicion }) => [confidence, suspicion]),
    ).toEqual([
      [0.97, 0.409],
      [0.97, 0.512],
    ]);
  });

  it('less sure where an end without id and duration may be its own', () => {
    const feed = { target: '/feed' };
    const starts = [20, 21, 22, 23, 24, 25].map((at, index) => start(at, index + 1, feed));

    const edges = [...starts, start(26, 7, feed), end(27, 8, feed)];
    const before = casualties({ lifecycle: CRASHED, edges: starts });
    const after = casualties({ lifecycle: CRASHED, edges });
    expect(before[0]?.confidence).toBe(0.97);
    expect(after[0]?.confidence).toBeCloseTo((before[0]?.confidence ?? 0) * (6 / 7), 2);
    expect(after[0]?.against.at(-1)).toBe(
      'no id ties ends to starts: 1 for the same ended after it began, and one of those may be meant',
    );
  });

  it('as sure as before where the end states a duration that leads to another start, or asks for something else', () => {
    const feed = { target: '/feed' };
    const open = [20, 21, 22].map((at, index) => start(at, index + 1, feed));
    const timed = [start(26, 7, feed), end(27, 8, { ...feed, durationUs: 1_000_000 })];
    const other = [start(26, 7, { target: '/item' }), end(27, 8, { target: '/item' })];
    const alone = casualties({ lifecycle: CRASHED, edges: open });
    expect(casualties({ lifecycle: CRASHED, edges: [...open, ...timed] })).toEqual(alone);
    expect(casualties({ lifecycle: CRASHED, edges: [...open, ...other] })).toEqual(alone);
  });

  it('suspects only those that the traceback fits', () => {
    const edges = [
      start(20, 1, { id: 'a', target: '/feed' }),
      start(25, 2, { id: 'b', target: '/feed' }),
      start(29, 3, { id: 'c', target: '/item' }),
    ];
    const exceptions = [{ ...aborted(10, 40.3), message: 'Exception on /feed [GET]' }];
    const found = casualties({ lifecycle: MISSED, edges, exceptions });
    expect(found.map(({ asked, confidence, suspicion }) => [asked, confidence, suspicion])).toEqual([
      ['a', 0.97, 0.431],
      ['b', 0.97, 0.539],
      ['c', 0.97, 0],
    ]);
    expect(found[2]?.against).toEqual([]);
  });

  it('less suspected where the worker was killed from outside', () => {
    const killedBy = (signal: number) => {
      const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10, signal)], [41, 11, booting(11)]);
      return casualties({ lifecycle, edges: [start(20, 1, { id: 'a' }), start(25, 2, { id: 'b' })] })[1];
    };
    expect(killedBy(11)).toMatchObject({ suspicion: 0.512, against: [expect.stringMatching(/^one of these 2 is/)] });
    expect(killedBy(9)).toMatchObject({
      suspicion: 0.216,
      against: ['one of these 2 may be why the worker ended'],
    });
  });

  it('hardly one where it was alone in a worker that was rather brought down from within', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], [40, 1, killed(10, 6)], [41, 11, booting(11)]);
    const [incident] = conclude(correlate(factsWith({ lifecycle, edges: [start(20, 1, { id: 'a' })] })));
    expect(incident).toMatchObject({ casualtyCount: 0 });
    expect(incident?.claims).toMatchObject([
      { role: 'possible-casualty', against: ['it may itself be why the worker ended'] },
    ]);
  });
});
