import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const JUDGE = `
import { judgeClaims } from './bench/judge-claims.js';
const claims = judgeClaims(...JSON.parse(process.argv[1]));
console.log(JSON.stringify(claims.slice(1).map(({ kind, confidence, holds }) => [kind, confidence, holds])));
`;

const row = { id: null, pid: 7, target: '/feed' };
const truth = {
  ...{ stack: { worker_class: 'gevent' }, unscored: {} },
  incidents: [
    { pid: 7, cause: 'signal', at: '2026-01-05T10:02:00Z', died_by: 'signal 11', culprits: ['a'], casualties: ['b'] },
  ],
  requests: {
    a: { ...row, id: 'a-1', start: '2026-01-05T10:01:59.5Z', outcome: 'culprit' },
    b: { ...row, id: 'b-1', start: '2026-01-05T10:01:59Z', outcome: 'casualty' },
  },
};

const died = (id: string, suspicion?: number) => ({
  ...{ role: 'casualty', confidence: 0.97, label: `GET /feed (id ${id})`, evidence: [] },
  ...{ startedAt: truth.requests.a.start, target: '/feed' },
  ...(suspicion === undefined ? {} : { suspicion }),
});

const judged = (requests: readonly object[], diagnoses: readonly object[] = [], row: object = {}): unknown => {
  const about = { id: 'i1', worker: { pid: 7 }, at: '2026-01-05T10:02:00Z', cause: 'signal', confidence: 0.99 };
  const incidents = truth.incidents.map((one) => ({ ...one, ...row }));
  const asked = JSON.stringify([{ incidents: [{ ...about, requests, diagnoses }] }, { ...truth, incidents }]);
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', JUDGE, asked], { encoding: 'utf8' }));
};

it('judges apart whether a suspect died with the worker, and whether it is the culprit', () => {
  expect(judged([died('a-1', 0.6), died('b-1', 0.4)])).toEqual([
    ['casualty', 0.97, true],
    ['suspect', 0.6, true],
    ['casualty', 0.97, true],
    ['suspect', 0.4, false],
  ]);
});

it('lets no culprit pass as a casualty that is told without suspicion', () => {
  expect(judged([died('a-1'), died('b-1')])).toEqual([
    ['casualty', 0.97, false],
    ['casualty', 0.97, true],
  ]);
});

it('does not judge why a worker stood still that nothing planned held: a busy machine leaves the same lines', () => {
  const blocked = [{ id: 'blocked-event-loop', confidence: 0.5 }];
  expect(judged([], blocked, { cause: 'timeout' })).toEqual([['diagnosis', 0.5, true]]);
  expect(judged([], blocked, { cause: 'timeout', culprits: [] })).toEqual([]);
});
