import { expect, it } from 'vitest';
import { failedByTarget } from '../../src/infer/own-failures.ts';
import type { Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';

const open = (pid: number | undefined, startedAt: number, id?: string): Request => ({
  ...{ id, method: undefined, target: '/items', pid, host: undefined, worker: 0 },
  ...{ startedAt: micros(startedAt * 1e6), endedAt: undefined, status: undefined, durationUs: undefined, evidence: [] },
});

/** The server of process 10 tells at second 20 that it could not handle a request. */
const failure = {
  at: micros(20e6),
  event: {
    ...{ kind: 'exception' as const, pid: 10, requestId: undefined, message: 'Error handling request /items' },
    ...{ text: '', stamp: undefined, origin: { source: 1, line: 1, byteOffset: 0 } },
    traceback: {
      ...{ truncated: false, group: [] },
      chain: [{ exception: 'ValueError', message: '', frames: [], link: undefined }],
    },
  },
};

const failedOf = (...requests: readonly Request[]) =>
  [...failedByTarget({ requests, exceptions: [failure] })].map(({ id, pid }) => [id, pid]);

it('is told of by the server, that names its process, where the log of the application does not', () => {
  expect(failedOf(open(undefined, 12, 'a'), open(undefined, 15, 'b'))).toEqual([['b', undefined]]);
});

it('is rather one of that process, and none of another', () => {
  expect(failedOf(open(10, 12, 'a'), open(undefined, 15, 'b'))).toEqual([['a', 10]]);
  expect(failedOf(open(11, 12, 'a'))).toEqual([]);
});

it('began before', () => {
  expect(failedOf(open(undefined, 25, 'a'))).toEqual([]);
});

it('may have been given up in front before, if its own log tells that it began', () => {
  const facts = { id: 'a', method: undefined, target: '/items', status: undefined, durationUs: undefined };
  const begun = { kind: 'request' as const, edge: 'start' as const, facts };
  const record = { ...begun, pid: 10, text: '', stamp: undefined, origin: { source: 1, line: 1, byteOffset: 0 } };
  const proxy = { at: micros(18e6), outcome: 'client-left' as const };
  expect(failedOf({ ...open(10, 12, 'a'), proxy, evidence: [record] })).toEqual([['a', 10]]);
  expect(failedOf({ ...open(undefined, 12, 'a'), proxy, evidence: [{ ...record, edge: 'whole' }] })).toEqual([]);
  expect(failedOf({ ...open(10, 12, 'a'), proxy: { ...proxy, outcome: 'lost' }, evidence: [record] })).toEqual([]);
});

it('is asked for with a query that only one of the two tells', () => {
  const asked = { ...failure, event: { ...failure.event, message: 'Error handling request GET /items?job=17' } };
  const failedBy = (target: string) => [
    ...failedByTarget({ requests: [{ ...open(10, 12), target }], exceptions: [asked] }),
  ];
  expect(failedBy('/items')).toHaveLength(1);
  expect(failedBy('/items?job=17')).toHaveLength(1);
  expect(failedBy('/items?job=18')).toHaveLength(0);
});
