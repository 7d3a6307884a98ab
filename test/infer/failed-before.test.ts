import { expect, it } from 'vitest';
import { inFlightAt } from '../../src/infer/in-flight.ts';
import { requestsBy } from '../../src/infer/requests-by.ts';
import type { RequestEvent } from '../../src/model/event.ts';
import type { ServerFacts } from '../../src/model/report.ts';
import type { Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';
import type { Death } from '../../src/model/worker.ts';

const DEATH: Death = {
  ...{ cause: 'timeout', signal: 9, exitCode: undefined, silent: false, kernel: undefined },
  ...{ timeoutAt: micros(42e6), goneAt: micros(43e6) },
};
const SERVER: ServerFacts = {
  ...{ kind: 'gunicorn', version: '20.1.0', workerClass: 'gevent', workers: 3 },
  ...{ timeoutSeconds: 4, timeoutFrom: 'config' },
};

const origin = { source: 1, line: 1, byteOffset: 0 };
const told = (
  edge: RequestEvent['edge'],
  startedAt: number,
  end?: { readonly at: number; readonly status: number },
): Request => {
  const facts = { id: '700001', method: 'GET', target: '/quote', status: end?.status, durationUs: undefined };
  return {
    ...{ ...facts, pid: 10, host: undefined, worker: 0, startedAt: micros(startedAt * 1e6) },
    endedAt: end && micros(end.at * 1e6),
    evidence: [{ kind: 'request', edge, pid: 10, text: '', stamp: undefined, origin, facts }],
  };
};

/** At second 36 the server could not handle it. */
const FAILURE = {
  at: micros(36e6),
  event: {
    ...{ kind: 'exception' as const, pid: 10, requestId: undefined, stamp: undefined, origin },
    ...{ text: '', message: 'Error handling request /quote?job=700001' },
    traceback: {
      ...{ truncated: false, group: [] },
      chain: [{ exception: 'ValueError', message: '', frames: [], link: undefined }],
    },
  },
};

const openBeside = (answer: Request): number =>
  inFlightAt(0, DEATH, {
    ...{ by: requestsBy({ requests: [told('start', 31), answer], exceptions: [FAILURE] }), server: SERVER },
    ...{ chanceIn: () => () => 1, openAt: () => 1, aliveAt: () => 3, failed: new Set() },
  }).unfinished.length;

it('a request that failed is open no longer, though the line of its 500 tells how long the answer took instead of since when it ran', () => {
  expect(openBeside(told('whole', 35.9995, { at: 36, status: 500 }))).toBe(0);
});

it('a later try that was answered well had the failure before it', () => {
  expect(openBeside(told('whole', 35.9, { at: 36, status: 200 }))).toBe(1);
});
