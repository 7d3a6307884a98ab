import { expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { RequestEvent, RequestFacts } from '../../../src/model/event.ts';
import { booting, edge, factsWith, killed, source, started, timedOut, told } from '../told.ts';
import { proxied, sources } from './proxied-night.ts';

/** Two machines, each of which loses a worker: web1 at 106, web2 at 100. */
const onHost = (host: string, dies: number) =>
  told(
    [0, 1, started],
    [0, 10, booting(10)],
    [0, 11, booting(11)],
    [dies, 1, timedOut(10)],
    [dies, 1, killed(10, 9)],
    [dies, 12, booting(12)],
  ).map((event) => ({ ...event, host, origin: { ...event.origin, source: host === 'web1' ? 1 : 4 } }));

const [WEB1, WEB2] = ['10.0.0.1:80', '10.0.0.2:80'];
const target = '/stock?n=1';
const lost = (at: number, upstream: string, facts: Partial<RequestFacts> = {}) =>
  proxied(at, { target, status: 502, upstreamError: 'closed', upstream, ...facts });
const over = (at: number, facts: Partial<RequestFacts>) =>
  proxied(at, { target, upstream: `${WEB2}, ${WEB1}`, ...facts });

/** Of each request that a proxy alone tells of: its machine, worker and age at the end in seconds, and how it ended. */
const triesIn = (requests: readonly RequestEvent[], dies: readonly [number, number] = [106, 100]) => {
  const lifecycle = [...onHost('web1', dies[0]), ...onHost('web2', dies[1])];
  const facts = factsWith({ sources: [...sources, source(4, 'web2/gunicorn.err')], lifecycle, requests });
  const correlation = correlate(facts);
  return correlation.requests
    .filter((request) => request.target === target)
    .map(({ worker, startedAt, proxy, host }) => [
      ...[host, worker === undefined ? undefined : correlation.workers[worker]?.host],
      ...[((proxy?.at ?? 0) - (startedAt ?? 0)) / 1_000_000, proxy?.outcome],
    ]);
};

it('takes each server that lost a request for one that held it, from when it was asked', () => {
  expect(
    triesIn([
      lost(100, WEB2),
      lost(106, WEB1),
      over(106, { status: 502, upstreamStatus: '502, 502', durationUs: 12_000_000 }),
    ]),
  ).toEqual([
    [undefined, 'web2', 6, 'lost'],
    [undefined, 'web1', 6, 'lost'],
  ]);
});

it('knows of a lost try though the next server answered', () => {
  expect(
    triesIn([lost(100, WEB2), over(102, { status: 200, upstreamStatus: '502, 200', durationUs: 8_000_000 })]),
  ).toEqual([
    [undefined, 'web2', 6, 'lost'],
    [undefined, undefined, 2, 'answered'],
  ]);
});

it('leaves a request to the server that lost it where no other could be asked', () => {
  const none = lost(100, 'app', { upstreamError: 'none-left' });
  const end = over(100, { status: 502, upstream: `${WEB2}, app`, upstreamStatus: '502, 502', durationUs: 6_000_000 });
  expect(triesIn([lost(100, WEB2), none, end])).toEqual([[undefined, 'web2', 6, 'lost']]);
});

it('learns whose address it is from requests that the servers tell of, or that died with a worker there alone', () => {
  const dead = [98, 99, 100].map((at) => lost(100, WEB2, { target: `/feed?n=${String(at)}` }));
  const both: [number, number] = [300, 300];
  const late = [lost(300, WEB1), lost(300, WEB2)].map((event, n) => ({
    ...event,
    facts: { ...event.facts, target: n ? '/b' : target },
  }));
  expect(triesIn(late, both).map(([host]) => host)).toEqual([undefined]);
  const own = [10, 20, 30].flatMap((at) => [
    { ...edge('start', { at, line: at, id: `id${String(at)}`, target: `/own?n=${String(at)}` }), host: 'web1' },
    { ...edge('end', { at: at + 1, line: at + 1, id: `id${String(at)}`, status: 200 }), host: 'web1' },
  ]);
  const seen = [10, 20, 30].map((at) =>
    proxied(at + 1, {
      target: `/own?n=${String(at)}`,
      id: `id${String(at)}`,
      status: 200,
      durationUs: 1_000_000,
      upstream: WEB1,
    }),
  );
  const lifecycle = [...onHost('web1', 300), ...onHost('web2', 300)];
  const facts = { sources: [...sources, source(4, 'web2/gunicorn.err')], lifecycle, edges: own };
  const placed = correlate(factsWith({ ...facts, requests: [...seen, ...late, ...dead] }));
  const [one] = placed.requests.filter((request) => request.target === target);
  expect([one?.host, one?.rivals, placed.workers[one?.worker ?? -1]?.host]).toEqual(['web1', undefined, 'web1']);
});
