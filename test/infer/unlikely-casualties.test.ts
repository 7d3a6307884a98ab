import { describe, expect, it } from 'vitest';
import { inFlightAt } from '../../src/infer/in-flight.ts';
import { requestsBy } from '../../src/infer/requests-by.ts';
import type { ServerFacts } from '../../src/model/report.ts';
import type { Request } from '../../src/model/request.ts';
import { micros } from '../../src/model/time.ts';
import type { Death } from '../../src/model/worker.ts';

const KILLED: Death = {
  ...{ cause: 'signal', signal: 9, exitCode: undefined, silent: false, kernel: undefined },
  timeoutAt: undefined,
  goneAt: micros(100e6),
};
const SERVER: ServerFacts = {
  ...{ kind: 'gunicorn', version: '20.1.0', workerClass: 'gevent', workers: 3 },
  ...{ timeoutSeconds: 30, timeoutFrom: 'config' },
};
/** A request of worker 0 that began and never ended. */
const open = (id: string): Request => ({
  ...{ id, method: 'GET', target: '/', pid: undefined, host: undefined, worker: 0 },
  ...{ startedAt: micros(90e6), endedAt: undefined, status: undefined, durationUs: undefined, evidence: [] },
});

/** Which of the requests, each as likely in the dead worker as its id says, are told of it. */
function told(...chances: readonly string[]) {
  const by = requestsBy({ requests: chances.map(open), exceptions: [] });
  const chanceIn = () => (request: Request) => Number(request.id);
  const inFlight = inFlightAt(0, KILLED, {
    by,
    server: SERVER,
    chanceIn,
    openAt: () => 1,
    aliveAt: () => 3,
    failed: new Set(),
  });
  const ids = (requests: readonly Request[]) => requests.map(({ id }) => id);
  return { unfinished: ids(inFlight.unfinished), doubtful: ids(inFlight.doubtful) };
}

describe('a request that never ended and was perhaps in another worker', () => {
  it('is a casualty where it was rather here, and a doubtful one where it was rather not', () => {
    expect(told('0.9', '0.51', '0.5', '0.05')).toEqual({ unfinished: ['0.9', '0.51'], doubtful: ['0.5', '0.05'] });
  });

  it('is not told of at all where it was hardly here: a log that ends under load has many of these', () => {
    expect(told('0.9', '0.049', '0')).toEqual({ unfinished: ['0.9'], doubtful: [] });
  });
});
