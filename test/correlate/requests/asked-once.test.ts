import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { RequestEvent, RequestFacts } from '../../../src/model/event.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, edge, exiting, factsWith, source, stamp, started, timedOut, told } from '../told.ts';

const begun = (target: string): LifecycleStep => ({ what: 'request-started', method: 'GET', target });
/** Worker 10 is missed at 40 and gone at 45; its log tells starts at level debug. */
const lifecycle = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [30, 10, begun('/feed')],
  [39, 10, begun('/feed')],
  [40, 1, timedOut(10)],
  [45, 10, exiting(10)],
  [45, 11, booting(11)],
);
const sources = [source(1, 'gunicorn.err'), source(2, 'access.log'), source(3, 'front.log')];

const written = (at: number, facts: Partial<RequestFacts>) =>
  edge('whole', { at, line: at, method: 'GET', target: '/feed?job=7', status: 200, ...facts });
const proxied = (at: number, facts: Partial<RequestFacts>): RequestEvent => ({
  ...written(at, { status: 504, durationUs: 8_000_000, upstreamStatus: '504', ...facts }),
  origin: { source: 3, line: at, byteOffset: at * 90 },
  stamp: stamp(at, 0),
});

const openIn = (...requests: readonly RequestEvent[]) =>
  correlate(factsWith({ sources, lifecycle, requests }))
    .requests.filter(({ worker, endedAt }) => worker === 0 && endedAt === undefined)
    .map(({ startedAt, target }) => [(startedAt ?? 0) / 1_000_000 - 1_700_000_000, target]);

describe('what a proxy gave up and the server ended later, told by a query that was asked for once', () => {
  it('is one request, and its start is the one that the proxy knows', () => {
    expect(openIn(proxied(38, {}), written(41, {}))).toEqual([[39, '/feed']]);
  });

  it('may be another try of the same where the proxy tells of two', () => {
    const again = proxied(41, { status: 200, upstreamStatus: '200', durationUs: 2_000_000 });
    expect(openIn(proxied(38, {}), again, written(41, {}))).toContainEqual([30, '/feed?job=7']);
  });
});
