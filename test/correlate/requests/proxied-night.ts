import { correlate } from '../../../src/correlate/correlate.ts';
import type { RequestEvent, RequestFacts } from '../../../src/model/event.ts';
import { booting, edge, factsWith, killed, source, stamp, started, timedOut, told } from '../told.ts';

/** Two workers, of which 10 is timed out at second 100 and gone at 103. */
export const lifecycle = told(
  [0, 1, started],
  [0, 10, booting(10)],
  [0, 11, booting(11)],
  [100, 1, timedOut(10)],
  [103, 1, killed(10, 9)],
  [103, 12, booting(12)],
);

let line = 0;
/** A line of a proxy's log, in source 3, which states UTC. */
export const proxied = (at: number, facts: Partial<RequestFacts>, offsetMin: number | undefined = 0): RequestEvent => {
  line += 1;
  return {
    ...edge('whole', { at, line, method: 'GET', target: '/feed', ...facts }),
    origin: { source: 3, line, byteOffset: line * 90 },
    stamp: stamp(at, offsetMin),
  };
};

export const answered = Array.from({ length: 40 }, (_, at) =>
  proxied(at, { target: `/feed?n=${String(at)}`, status: 200, durationUs: 2_000_000, upstream: '127.0.0.1:8000' }),
);

export const sources = [source(1, 'gunicorn.err'), source(2, 'run.log'), source(3, 'front.log')];

/** What is lost with the worker that was timed out: target, outcome, number of lines that tell of it. */
export const lostIn = (requests: readonly RequestEvent[], edges: readonly RequestEvent[] = [], front = 'front.log') => {
  const named = [...sources.slice(0, 2), source(3, front)];
  const facts = factsWith({ sources: named, lifecycle, requests: [...answered, ...requests], edges });
  return correlate(facts)
    .requests.filter(({ worker, endedAt }) => worker === 0 && endedAt === undefined)
    .map(({ target, proxy, evidence }) => [target, proxy?.outcome, evidence.length]);
};
