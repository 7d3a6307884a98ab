import { describe, expect, it } from 'vitest';
import { culpritAlone, culpritByTraceback, culpritNamed } from '../../src/infer/culprit.ts';
import type { Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';
import { aborted } from '../correlate/told.ts';

const open = (id: string): Request => ({
  ...{ id, method: 'GET', target: '/a', status: undefined, durationUs: undefined },
  ...{ pid: 7, host: undefined, worker: 0, startedAt: micros(0), endedAt: undefined, evidence: [] },
});

it.each([
  ['xxx (700312)', '700312'],
  ['request torn down', undefined],
  ['xxx (700)', undefined],
])('the traceback below "%s" names %s', (message, expected) => {
  const traceback = { at: micros(0), event: { ...aborted(7, 0), message } };
  const culprit = culpritByTraceback([traceback], {
    unfinished: [open('700311'), open('700312'), open('700')],
    doubtful: [],
  });
  expect(culprit?.request?.id).toBe(expected);
});

describe('what gunicorn names above the traceback of an abort', () => {
  const told = (message: string) => [{ at: micros(0), event: { ...aborted(7, 0), message } }];

  it('is told where no request is known that it may be', () => {
    const none = { unfinished: [], doubtful: [] };
    expect(culpritByTraceback(told('Error handling request GET /a?n=1'), none)?.asked).toBe('GET /a?n=1');
    expect(culpritByTraceback(told('Error handling request /a?n=1'), none)?.asked).toBe('/a?n=1');
    expect(culpritByTraceback(told('Error handling request (no URI read)'), none)?.asked).toBeUndefined();
  });

  it('tells which of those it was that no pid ties to the worker', () => {
    const other = { ...open('b'), target: '/b' };
    const inFlight = { unfinished: [], doubtful: [other, open('a')] };
    expect(culpritByTraceback(told('Error handling request GET /a?n=1'), inFlight)).toMatchObject({
      request: { id: 'a' },
    });
  });
});

it.each([
  [0, 'no other request is known to have been open in the worker'],
  [1, 'the other that was open in the worker ended all the same'],
  [4, 'all 4 others that were open in the worker ended all the same'],
])('the only one that never ended is told as that beside %i that did', (ended, reason) => {
  const survivors = Array.from({ length: ended }, (_, n) => open(String(n)));
  expect(culpritAlone({ unfinished: [open('a')], survivors, doubtful: [], chanceOf: () => 1 })?.reasons).toEqual([
    reason,
  ]);
});

describe('of those that uWSGI names as being in a worker whose time is up', () => {
  const since = (id: string, second: number): Request => ({
    ...open(id),
    isOverdue: false,
    startedAt: micros(second * 1_000_000),
  });

  it('the oldest is the one', () => {
    expect(culpritNamed([since('b', 28), since('a', 10), since('c', 29)])).toMatchObject({ request: { id: 'a' } });
  });

  it('none is, where two began in the same second, or one at an unknown one', () => {
    expect(culpritNamed([since('b', 10), since('a', 10)])).toBeUndefined();
    expect(culpritNamed([since('b', 10), { ...open('a'), isOverdue: false, startedAt: undefined }])).toBeUndefined();
  });
});

it('alone is less sure where others may have been open, and nobody where that is as likely', () => {
  const [sure, perhaps] = [open('a'), open('b')];
  const beside = (chance: number) =>
    culpritAlone({
      ...{ unfinished: [sure], survivors: [], doubtful: [perhaps] },
      chanceOf: (request) => (request === sure ? 1 : chance),
    });
  expect(beside(0.2)).toMatchObject({
    confidence: 0.75,
    against: ['one other may have been open in the worker as well'],
  });
  expect(beside(0.9)).toBeUndefined();
});
