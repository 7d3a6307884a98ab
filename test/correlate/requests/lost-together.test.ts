import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import { conclude } from '../../../src/infer/conclude.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import { booting, edge, factsWith, killed, source, started, timedOut, told } from '../told.ts';

const START = [[0, 1, started] as const, [0, 10, booting(10)] as const, [0, 11, booting(11)] as const];
const ENDED = [[100, 1, timedOut(10)] as const, [103, 1, killed(10)] as const, [103, 12, booting(12)] as const];

/** What a night holds in which a proxy lost so many connections as worker 10 ended. */
const lostIn = (lifecycle: readonly LifecycleEvent[], count: number) => {
  const requests = Array.from({ length: count }, (_, line) => {
    const lost = edge('whole', {
      at: 103,
      line,
      method: 'GET',
      target: `/a?n=${String(line)}`,
      status: 502,
      upstreamError: 'closed',
    });
    return { ...lost, origin: { ...lost.origin, source: 3 } };
  });
  return correlate(factsWith({ sources: [source(1, 'gunicorn.err'), source(3, 'front.log')], lifecycle, requests }));
};

it('connections that a proxy lost in one second are spread over the workers that died in it: nothing tells which of them it was', () => {
  const lifecycle = told(...START, ...ENDED, [100, 1, timedOut(11)], [103, 1, killed(11)], [103, 13, booting(13)]);
  expect(lostIn(lifecycle, 2).requests.map(({ worker, rivals }) => [worker, rivals])).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

it.each([
  ['sync', 'possible-casualty'],
  ['gthread', 'casualty'],
])('several of one %s worker are each told as a %s', (value, role) => {
  const lifecycle = told([0, 1, { what: 'server-setting', name: 'worker_class', value }], ...START, ...ENDED);
  const roles = conclude(lostIn(lifecycle, 3)).flatMap(({ claims }) => claims.map((claim) => claim.role));
  expect(roles).toEqual([role, role, role]);
});

it('and over those that were given up a second apart and gone in the same: each may have let go of its connection then', () => {
  const lifecycle = told(
    ...START,
    [100, 1, timedOut(10)],
    [101, 1, timedOut(11)],
    [101, 1, killed(10)],
    [101, 1, killed(11)],
    [101, 12, booting(12)],
    [101, 13, booting(13)],
  );
  const requests = ['/a?n=0', '/a?n=1'].map((target, line) => {
    const lost = edge('whole', { at: 101, line, method: 'GET', target, status: 502, upstreamError: 'closed' });
    return { ...lost, origin: { ...lost.origin, source: 3 } };
  });
  const facts = factsWith({ sources: [source(1, 'gunicorn.err'), source(3, 'front.log')], lifecycle, requests });
  expect(correlate(facts).requests.map(({ worker, rivals }) => [worker, rivals])).toEqual([
    [0, 1],
    [1, 1],
  ]);
});
