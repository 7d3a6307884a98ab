import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { aborted, booting, edge, exiting, factsWith, killed, signalled, started, timedOut, told } from '../told.ts';

/** Workers 10 to 12 leave at a reload at second 50; of those that boot then, 13 is killed at second 70. */
const lifecycle = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [0, 11, booting(11)],
  [0, 12, booting(12)],
  [50, 1, signalled('hup')],
  [50, 13, booting(13)],
  [50, 14, booting(14)],
  [50, 15, booting(15)],
  [56, 10, exiting(10)],
  [56, 11, exiting(11)],
  [56, 12, exiting(12)],
  [69, 1, timedOut(13)],
  [70, 1, killed(13)],
  [70, 16, booting(16)],
);

it.each([
  ['before the reload', 45, undefined],
  ['in the second in which old workers were told to leave', 50.5, undefined],
  ['when only the new ones took requests', 55, 3],
])('gives a request without pid that began %s to the worker that can have had it', (_when, at, worker) => {
  const edges = [edge('start', { at, line: 1, id: 'a' })];
  expect(correlate(factsWith({ lifecycle, edges })).requests.map((request) => request.worker)).toEqual([worker]);
});

it.each([
  ['were done with all that they had, or would have said so', 'gevent', [], 3],
  ['were done, as uvicorn waits for all', 'uvicorn.workers.UvicornWorker', [], 3],
  ['say nothing of what they cut off', 'gthread', [], undefined],
  ['say that their patience ran out', 'gevent', [10, 11], undefined],
])('gives one that began before a reload to the worker that died if the others %s', (_why, name, impatient, worker) => {
  const late = (pid: number) => ({ what: 'worker-graceful-timeout', worker: pid }) as const;
  const reload = told(
    [0, 1, started],
    [0, 1, { what: 'server-setting', name: 'worker_class', value: name }],
    ...[10, 11, 12, 9].map((pid) => [0, pid, booting(pid)] as const),
    [50, 1, signalled('hup')],
    [50, 13, booting(13)],
    ...impatient.map((pid) => [55, pid, late(pid)] as const),
    ...[10, 11, 12].map((pid) => [56, pid, exiting(pid)] as const),
    [59, 1, timedOut(9)],
    [60, 1, killed(9)],
  );
  const edges = [edge('start', { at: 45, line: 1, id: 'a' })];
  expect(correlate(factsWith({ lifecycle: reload, edges })).requests.map((request) => request.worker)).toEqual([
    worker,
  ]);
});

it('gives it to the worker that died, where the others left later', () => {
  const quiet = told(
    [0, 1, started],
    ...[10, 11, 12].map((pid) => [0, pid, booting(pid)] as const),
    [40, 1, timedOut(10)],
    [41, 1, killed(10)],
    [41, 13, booting(13)],
    [90, 1, signalled('term')],
    ...[11, 12, 13].map((pid) => [91, pid, exiting(pid)] as const),
  );
  const edges = [edge('start', { at: 30, line: 1, id: 'a' })];
  expect(correlate(factsWith({ lifecycle: quiet, edges })).requests.map(({ worker }) => worker)).toEqual([0]);
});

it('gives a request that its own abort shows to the worker that was given up then, not to the one that died before', () => {
  const twice = told(
    [0, 1, started],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
    [40, 1, timedOut(10)],
    [41, 1, killed(10)],
    [41, 12, booting(12)],
    [46, 1, timedOut(11)],
    [47, 1, killed(11)],
    [47, 13, booting(13)],
  );
  const edges = [edge('start', { at: 30, line: 1, id: 'a' }), edge('start', { at: 31, line: 2, id: 'b' })];
  const exceptions = [{ ...aborted(0, 46.2), pid: undefined, requestId: 'b' }];
  const { requests } = correlate(factsWith({ lifecycle: twice, edges, exceptions }));
  expect(requests.map(({ id, worker }) => [id, worker])).toEqual([
    ['a', 0],
    ['b', 1],
  ]);
});

it('gives the one that its abort shows to the nearer of two that were given up within moments, and the other to the other', () => {
  const both = told(
    [0, 1, started],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
    [40, 1, timedOut(10)],
    [41, 1, timedOut(11)],
    [41, 1, killed(10)],
    [41, 1, killed(11)],
    [42, 12, booting(12)],
    [42, 13, booting(13)],
  );
  const edges = [edge('start', { at: 30, line: 1, id: 'a' }), edge('start', { at: 31, line: 2, id: 'b' })];
  const exceptions = [{ ...aborted(0, 41.3), pid: undefined, requestId: 'b' }];
  const { requests } = correlate(factsWith({ lifecycle: both, edges, exceptions }));
  expect(requests.map(({ id, worker, rivals }) => [id, worker, rivals])).toEqual([
    ['a', 0, 1],
    ['b', 1, undefined],
  ]);
});

it('gives a request of one machine to no worker of another', () => {
  const onHost = (host: string, at: number, pid: number) =>
    told([0, 1, started], [0, pid, booting(pid)], [at, 1, timedOut(pid)], [at + 1, 1, killed(pid)]).map((event) => ({
      ...event,
      host,
    }));
  const edges = [{ ...edge('start', { at: 30, line: 1, id: 'a' }), host: 'web2' }];
  const { requests, workers } = correlate(
    factsWith({ lifecycle: [...onHost('web1', 40, 10), ...onHost('web2', 44, 11)], edges }),
  );
  expect(requests.map(({ worker = -1 }) => workers[worker]?.pid)).toEqual([11]);
});
