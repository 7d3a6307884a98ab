import { describe, expect, it } from 'vitest';
import { correlate } from '../../src/correlate/correlate.ts';
import { conclude } from '../../src/infer/conclude.ts';
import { answered, proxied, sources } from '../correlate/requests/proxied-night.ts';
import { aborted, booting, edge, exiting, factsWith, spoke, started, told } from '../correlate/told.ts';

const recycling = { what: 'worker-recycling' as const, worker: 10, why: 'max_requests' };
const lifecycle = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [40, 10, recycling],
  [41, 10, exiting(10)],
  [41, 11, booting(11)],
);

/** `sys.exit(7)` in a request of a worker that was about to recycle itself. */
const exited = (pid: number) => {
  const one = aborted(pid, 40.6);
  const frames = [{ file: '/srv/app/jobs.py', line: 12, function: 'give_up', code: 'sys.exit(7)' }];
  return { ...one, traceback: { ...one.traceback, chain: [{ exception: 'SystemExit', message: '7', frames }] } };
};

const start = (id: string, at: number, line: number) => edge('start', { at, pid: 10, line, id });
const edges = [start('a', 40.1, 1), start('b', 40.2, 2), start('c', 40.3, 3)];
const causesOf = (pid: number, begun = edges) => {
  const facts = { lifecycle, edges: begun, exceptions: [exited(pid)], activity: [spoke(10, 1, 40.5)] };
  return conclude(correlate(factsWith(facts))).map(({ death, casualtyCount }) => [death.cause, casualtyCount]);
};

it('ends a worker that recycles itself, and what it would have waited for', () => {
  expect(causesOf(10)).toEqual([['exit', 2]]);
});

it('is none of another worker, and none where nobody else was left behind', () => {
  expect(causesOf(12)).toEqual([]);
  expect(causesOf(10, edges.slice(0, 1))).toEqual([]);
});

const LOST = { status: 502, upstreamError: 'closed', durationUs: 1_000_000, upstream: '127.0.0.1:8000' } as const;

describe('a worker that leaves, and nobody says why', () => {
  const under = (version: string, followed = true) => {
    const start = { what: 'master-started', server: 'gunicorn', version } as const;
    const [boot, exit, next] = [booting(10), exiting(10), booting(11)];
    const words = told([0, 1, start], [0, 10, boot], [41, 10, exit], ...(followed ? [[41, 11, next] as const] : []));
    const facts = { lifecycle: words, edges, activity: [spoke(10, 1, 40.5)] };
    return conclude(correlate(factsWith(facts))).map(({ death }) => death.cause);
  };

  it('exited in a request where requests of it never ended', () => {
    expect(under('20.1.0')).toEqual(['exit']);
  });

  it('left in good order where its master tells each exit with an error, and told none of it', () => {
    expect(under('26.2.0')).toEqual([]);
  });

  it('may have exited where the log ends before its master could tell', () => {
    expect(under('26.2.0', false)).toEqual(['exit']);
  });

  it('took along what a proxy lost at that moment, but for the one that exited', () => {
    const start = { what: 'master-started', server: 'gunicorn', version: '20.1.0' } as const;
    const leave = (by: number, at: number) => {
      const words = [
        [0, 1, start],
        [0, 10, booting(10)],
        [0, 12, booting(12)],
        [at, by, exiting(by)],
      ] as const;
      const lost = [proxied(41, LOST), proxied(41, { ...LOST, target: '/cart' })];
      const lifecycle = told(...words, [at, 11, booting(11)]);
      return conclude(correlate(factsWith({ sources, lifecycle, requests: [...answered, ...lost] })));
    };
    expect(leave(10, 41).map(({ death, casualtyCount }) => [death.cause, death.goneAt, casualtyCount])).toEqual([
      ['exit', 1_700_000_041_000_000, 1],
    ]);
    expect(leave(10, 60)).toEqual([]);
  });

  it('accuses the only one less surely than where an exit is told: somebody may have asked the worker to leave', () => {
    const facts = { lifecycle: lifecycle.filter(({ step }) => step !== recycling), edges: edges.slice(0, 1) };
    const [incident] = conclude(correlate(factsWith({ ...facts, activity: [spoke(10, 1, 40.5)] })));
    const culprit = incident?.claims.find(({ role }) => role === 'culprit');
    expect(culprit?.confidence).toBeCloseTo(0.63);
    expect(culprit?.against.join()).toContain('may have been asked to leave');
  });
});
