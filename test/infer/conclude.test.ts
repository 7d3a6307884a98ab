import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import type { CaseFacts } from '../../src/model/facts.ts';
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

const concluded = (facts: Partial<CaseFacts>) => conclude(correlate(factsWith(facts)));

const rolesOf = (facts: Partial<CaseFacts>) =>
  concluded(facts).map(({ claims }) =>
    claims.map(({ role, request }) => `${role} ${request?.id ?? request?.target ?? '?'}`),
  );

/** Worker 10, missed at 40 after ten seconds of silence, gone at 41. */
const LIFECYCLE = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [40, 1, timedOut(10)],
  [41, 10, exiting(10)],
  [41, 11, booting(11)],
);

const start = (id: string, at: number, line: number) => edge('start', { at, pid: 10, line, id });
const end = (id: string, at: number, line: number) => edge('end', { at, pid: 10, line, id, status: 200 });

describe('roles', () => {
  it('tells survivors, which end after the abort, from casualties, which never do', () => {
    const edges = [start('a', 20, 1), start('b', 25, 2), start('c', 29, 3), end('a', 22, 4), end('b', 40.5, 5)];
    expect(rolesOf({ lifecycle: LIFECYCLE, edges, activity: [spoke(10, 1, 29.9)] })).toEqual([
      ['culprit c', 'survivor b'],
    ]);
  });

  it('names the request that the traceback names', () => {
    const edges = [start('a', 20, 1), start('b', 25, 2), start('c', 29, 3)];
    const exceptions = [{ ...aborted(10, 40.3), requestId: 'b' }];
    const [incident] = concluded({ lifecycle: LIFECYCLE, edges, exceptions, activity: [spoke(10, 1, 29.9)] });
    expect(incident?.claims.map(({ role, request, basis }) => [role, request?.id, basis])).toEqual([
      ['culprit', 'b', 'measured'],
      ['casualty', 'a', 'measured'],
      ['casualty', 'c', 'measured'],
    ]);
    expect(incident?.casualtyCount).toBe(2);
  });

  it('accuses nobody by name where a traceback fits several, and counts one of them out', () => {
    const edges = [start('a', 20, 1), start('b', 25, 2), start('c', 29, 3)];
    const [incident] = concluded({
      lifecycle: LIFECYCLE,
      edges,
      exceptions: [aborted(10, 40.3)],
      activity: [spoke(10, 1, 29.9)],
    });
    expect(incident?.claims[0]).toMatchObject({ role: 'culprit', request: undefined });
    expect(incident?.claims.slice(1).map(({ role }) => role)).toEqual(['casualty', 'casualty', 'casualty']);
    expect(incident?.casualtyCount).toBe(2);
  });

  it('accuses nobody by an abort that found the worker waiting for a client to speak', () => {
    const abort = aborted(10, 40.3);
    const frames = abort.traceback.chain[0]?.frames.slice(-1) ?? [];
    const parser = { file: '/usr/lib/python3/gunicorn/http/unreader.py', line: 69, function: 'chunk' };
    const chain = [{ exception: 'SystemExit', message: '1', frames: [parser, ...frames] }];
    const exceptions = [{ ...abort, traceback: { truncated: false, group: [], chain } }];
    expect(rolesOf({ lifecycle: LIFECYCLE, exceptions, activity: [spoke(10, 1, 29.9)] })).toEqual([[]]);
  });

  it('accuses nobody by an abort that found the interpreter on its way out', () => {
    const abort = aborted(10, 40.3);
    const frames = abort.traceback.chain[0]?.frames.slice(-1) ?? [];
    const out = { file: '/usr/lib/python3.12/threading.py', line: 1594, function: '_shutdown' };
    const chain = [{ exception: 'SystemExit', message: '1', frames: [out, ...frames] }];
    const exceptions = [{ ...abort, traceback: { truncated: false, group: [], chain } }];
    expect(rolesOf({ lifecycle: LIFECYCLE, exceptions, activity: [spoke(10, 1, 29.9)] })).toEqual([[]]);
  });

  it('accuses nobody where an end that states its duration alone may be that of the only open request', () => {
    const began = (line: number) => edge('start', { at: 29, pid: 10, line, method: 'GET' });
    const end = edge('end', { at: 40.5, pid: 10, line: 5, status: 200, durationUs: 11_500_000 });
    const facts = { lifecycle: LIFECYCLE, edges: [began(1)], spans: [{ start: began(2), end }] };
    const [incident] = concluded({ ...facts, activity: [spoke(10, 1, 29.9)] });
    expect(incident?.claims.map(({ role }) => role)).toEqual(['possible-casualty', 'survivor']);
    expect(incident?.casualtyCount).toBe(0);
  });

  it('counts no request that failed by itself before', () => {
    const edges = [start('a', 20, 1), start('b', 25, 2)];
    const failure = {
      ...aborted(10, 21),
      requestId: 'a',
      traceback: { truncated: false, group: [], chain: [{ exception: 'KeyError', message: '', frames: [] }] },
    };
    expect(rolesOf({ lifecycle: LIFECYCLE, edges, exceptions: [failure], activity: [spoke(10, 1, 29.9)] })).toEqual([
      ['culprit b'],
    ]);
  });

  it('tells of a later try of the same id', () => {
    const edges = [start('a', 20, 1), start('b', 25, 2), edge('start', { at: 60, pid: 11, line: 9, id: 'a' })];
    const exceptions = [{ ...aborted(10, 40.3), requestId: 'b' }];
    const [incident] = concluded({
      lifecycle: LIFECYCLE,
      edges,
      exceptions,
      activity: [spoke(10, 1, 29.9), spoke(11, 60, 61)],
    });
    expect(incident?.claims.find(({ role }) => role === 'casualty')?.retry).toMatchObject({ outcome: 'no end logged' });
  });
});

describe('crashes', () => {
  const crash = (at: number, pid: number, next: number) =>
    [
      [at, 1, killed(pid, 11)],
      [at, next, booting(next)],
    ] as const;
  const open = (id: string, at: number, pid: number, line: number) => edge('start', { at, pid, line, id });

  it('names the one id that was open at each of them', () => {
    const lifecycle = told(
      [0, 1, started],
      [0, 10, booting(10)],
      ...crash(30, 10, 11),
      ...crash(40, 11, 12),
      ...crash(50, 12, 13),
    );
    const edges = [
      ...[open('bad', 28, 10, 1), open('x', 29, 10, 2), open('bad', 38, 11, 3), open('x', 39, 11, 4)],
      ...[open('bad', 48, 12, 5), open('y', 49, 12, 6)],
    ];
    const roles = rolesOf({ lifecycle, edges, activity: [spoke(10, 1, 29), spoke(11, 31, 39), spoke(12, 41, 49)] });
    expect(roles.map(([first]) => first)).toEqual(['culprit bad', 'culprit bad', 'culprit bad']);
  });

  it('knows no survivors: who ended, ended before', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], ...crash(30, 10, 11));
    const edges = [open('done', 28, 10, 1), edge('end', { at: 30.6, pid: 10, line: 2, id: 'done' })];
    expect(rolesOf({ lifecycle, edges, activity: [spoke(10, 1, 30.6)] })).toEqual([[]]);
  });

  it('names nobody where two ids were open each time', () => {
    const lifecycle = told([0, 1, started], [0, 10, booting(10)], ...crash(30, 10, 11), ...crash(40, 11, 12));
    const edges = [open('a', 28, 10, 1), open('b', 29, 10, 2), open('a', 38, 11, 3), open('b', 39, 11, 4)];
    expect(
      rolesOf({ lifecycle, edges })
        .flat()
        .filter((role) => role.startsWith('culprit')),
    ).toEqual([]);
  });
});

describe('a worker with one request in hand', () => {
  const ended = (signal: number) =>
    rolesOf({
      lifecycle: told([0, 1, started], [0, 10, booting(10)], [41, 1, killed(10, signal)], [41, 11, booting(11)]),
      edges: [start('a', 20, 1), end('a', 22, 2), start('b', 40, 3)],
      activity: [spoke(10, 1, 40)],
    });

  it('was brought down by it, where the processor refused what it did', () => {
    expect(ended(11)).toEqual([['culprit b']]);
  });

  it('was not, as far as is known, where somebody may have sent the signal', () => {
    expect(ended(9)).toEqual([['casualty b']]);
  });
});

it('leaves an exception to the request that it ended, not to one for the same that ended well within the second', () => {
  const asked = (edgeOf: 'start' | 'end', at: number, line: number) =>
    edge(edgeOf, { at, pid: 10, line, target: '/price' });
  const edges = [asked('start', 20, 1), asked('start', 20.3, 2), asked('end', 20.8, 3)];
  const failed = { ...aborted(10, 20.4), message: 'failed /price in 47 ms' };
  const chain = [{ exception: 'shop.RateMissing', message: 'EUR', frames: [] }];
  const exceptions = [{ ...failed, traceback: { ...failed.traceback, chain } }];
  expect(rolesOf({ lifecycle: LIFECYCLE, edges, exceptions, activity: [spoke(10, 1, 29.9)] })).toEqual([[]]);
});

describe('the block', () => {
  const TALKATIVE = [spoke(10, 1, 20), spoke(10, 27, 28), spoke(10, 29, 29.9)];

  it('infers the timeout from the silence and sets the onset at the last sign of life', () => {
    const [incident] = concluded({ lifecycle: LIFECYCLE, edges: [start('a', 29, 1)], activity: TALKATIVE });
    expect(incident?.server).toMatchObject({ timeoutSeconds: 10, timeoutFrom: 'inferred' });
    expect(incident?.block && (incident.block.to - incident.block.from) / 1_000_000).toBeCloseTo(10.1);
  });

  it.each([
    ['with the abort, where that shows what it held', [40.1], 10.1],
    ['with the kill, where the abort shows nothing', [], 14.1],
  ])('ends %s', (_what, abortedAt, seconds) => {
    const lifecycle = told([0, 10, booting(10)], [40, 1, timedOut(10)], [44, 1, killed(10, 9)]);
    const exceptions = abortedAt.map((at) => aborted(10, at));
    const edges = [start('a', 29, 1)];
    const [incident] = concluded({ lifecycle, exceptions, edges, activity: TALKATIVE });
    expect(incident?.block && (incident.block.to - incident.block.from) / 1_000_000).toBeCloseTo(seconds);
  });

  it('believes the configuration before the silence', () => {
    const lifecycle = told(
      [0, 1, { what: 'server-setting', name: 'timeout', value: '12' }],
      [0, 10, booting(10)],
      [40, 1, timedOut(10)],
    );
    const [incident] = concluded({ lifecycle, activity: [spoke(10, 1, 29.9)] });
    expect(incident?.server).toMatchObject({ timeoutSeconds: 12, timeoutFrom: 'config' });
  });

  it('may begin up to half a timeout later where beats are rare', () => {
    const lifecycle = told(
      [0, 1, { what: 'server-setting', name: 'timeout', value: '12' }],
      [0, 1, { what: 'server-setting', name: 'worker_class', value: 'uvicorn.workers.UvicornWorker' }],
      [0, 10, booting(10)],
      [40, 1, timedOut(10)],
    );
    const [incident] = concluded({ lifecycle, activity: [spoke(10, 1, 33.5)] });
    expect(incident?.block && (incident.block.to - incident.block.from) / 1_000_000).toBeCloseTo(6.5);
  });

  it('began no earlier than what held the worker, where no log names pids and the timeout is only assumed', () => {
    const exceptions = [{ ...aborted(10, 40.1), pid: undefined, requestId: 'a' }];
    const edges = [edge('start', { at: 33, line: 1, id: 'a' })];
    const [incident] = concluded({ lifecycle: LIFECYCLE, edges, exceptions });
    expect(incident?.server).toMatchObject({ timeoutSeconds: 30, timeoutFrom: 'assumed' });
    expect(incident?.block && (incident.block.to - incident.block.from) / 1_000_000).toBeCloseTo(7);
  });

  it('lasted no longer than another worker lived that was missed, where the timeout is only assumed', () => {
    const lifecycle = told(
      ...[[0, 10, booting(10)] as const, [40, 1, timedOut(10)] as const, [41, 1, killed(10)] as const],
      ...[[41, 11, booting(11)] as const, [50, 1, timedOut(11)] as const, [51, 1, killed(11)] as const],
    );
    const held = concluded({ lifecycle }).map(({ block }) => block && (block.to - block.from) / 1_000_000);
    // Whole seconds may have been cut off the other's life.
    expect(held).toEqual([11, 10]);
    expect(concluded({ lifecycle })[0]?.server).toMatchObject({ timeoutSeconds: 30, timeoutFrom: 'assumed' });
  });

  it('began no earlier than the first that was open to the end, where the culprit is one of them', () => {
    const exceptions = [{ ...aborted(10, 40.1), pid: undefined }];
    const edges = [edge('start', { at: 31, line: 1, id: 'a' }), edge('start', { at: 33, line: 2, id: 'b' })];
    const [incident] = concluded({ lifecycle: LIFECYCLE, edges, exceptions });
    expect(incident?.server).toMatchObject({ timeoutSeconds: 30, timeoutFrom: 'assumed' });
    expect(incident?.block && (incident.block.to - incident.block.from) / 1_000_000).toBeCloseTo(9);
  });
});
