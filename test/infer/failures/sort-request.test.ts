import { describe, expect, it } from 'vitest';
import { sortRequest } from '../../../src/infer/failures/sort-request.ts';
import type { ProxyOutcome, Request } from '../../../src/model/request.ts';
import { micros } from '../../../src/model/time.ts';
import type { Worker, WorkerEnd } from '../../../src/model/worker.ts';

const at = (seconds: number) => micros(seconds * 1_000_000);

const worker = (end: WorkerEnd): Worker => ({
  ...{ host: undefined, pid: 7, name: undefined, bootedAt: at(0), firstSeenAt: undefined, lastSeenAt: undefined },
  ...{ signsOfLife: [], pauses: [], served: { begun: 0, ended: 0 }, end, replacedBy: undefined, told: [] },
});

const left = worker({ how: 'graceful', at: at(50), since: at(45), why: 'the master was told to reload' });
const died = worker({
  how: 'died',
  death: {
    ...{ cause: 'timeout', signal: 9, exitCode: undefined, timeoutAt: at(50), goneAt: at(51) },
    ...{ silent: false, kernel: undefined },
  },
});

const unborn = worker({
  how: 'died',
  death: {
    ...{ cause: 'boot-failure', signal: undefined, exitCode: 3, timeoutAt: undefined, goneAt: at(51) },
    ...{ silent: false, kernel: undefined },
  },
});

const request = (facts: Partial<Request>): Request => ({
  ...{ id: undefined, method: 'GET', target: '/feed', pid: undefined, host: undefined, worker: undefined },
  ...{ startedAt: at(40), endedAt: at(50), status: undefined, durationUs: undefined, evidence: [] },
  ...facts,
});

const proxied = (outcome: ProxyOutcome, facts: Partial<Request> = {}): Request =>
  request({ status: 502, proxy: { at: at(50), outcome }, ...facts });

describe('a failed request', () => {
  it.each([
    ['clientLeft', request({ status: 499 }), []],
    ['clientLeft', proxied('client-left'), []],
    ['proxyGaveUp', proxied('timeout', { status: 504 }), []],
    ['proxyGaveUp', proxied('timeout', { worker: 0, endedAt: undefined }), [worker({ how: 'running' })]],
    ['refused', proxied('refused'), []],
    ['appError', request({ status: 500 }), []],
    ['appError', proxied('answered', { status: 500 }), []],
    ['recycled', proxied('lost'), [left]],
    ['recycled', request({ worker: 0, endedAt: undefined }), [left]],
    ['keepAliveRace', proxied('lost', { durationUs: 900 }), []],
    ['unexplained', proxied('lost', { durationUs: 900 }), [died]],
    ['unexplained', proxied('lost', { durationUs: 8_000_000 }), []],
    ['refused', proxied('lost', { durationUs: 8_000_000 }), [unborn]],
    ['recycled', proxied('lost', { durationUs: 8_000_000 }), [worker({ how: 'lost', at: at(50) })]],
  ] as const)('is %s', (kind, failed, workers) => {
    expect(sortRequest(failed, workers)?.kind).toBe(kind);
  });

  it.each([
    ['one that was answered', proxied('answered', { status: 200 }), []],
    [
      'one without an end in a worker that lives',
      request({ worker: 0, endedAt: undefined }),
      [worker({ how: 'running' })],
    ],
    ['one without an end in a killed worker: its incident tells', request({ worker: 0, endedAt: undefined }), [died]],
    ['one that came after its worker had left', request({ worker: 0, endedAt: undefined, startedAt: at(60) }), [left]],
  ] as const)('is not %s', (_what, answered, workers) => {
    expect(sortRequest(answered, workers)).toBeUndefined();
  });
});
