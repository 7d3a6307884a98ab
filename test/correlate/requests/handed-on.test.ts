import { expect, it } from 'vitest';
import { alignClocks } from '../../../src/correlate/clocks/align-clocks.ts';
import type { RequestFacts } from '../../../src/model/event.ts';
import { booting, edge, factsWith, source, told } from '../told.ts';

const lifecycle = told([0, 1, { what: 'master-started', server: 'gunicorn', version: '20.1.0' }], [0, 10, booting(10)]);

/** Tries that a proxy lost at one server and handed on to the next, which answered ten seconds later. */
const handedOn = [50, 51, 52, 53].map((at) => {
  const target = `/a?n=9${String(at)}`;
  const line = (of: number, seconds: number, facts: Partial<RequestFacts>) => {
    const event = edge('whole', { at: seconds, line: at, target, ...facts });
    return { ...event, origin: { ...event.origin, source: of } };
  };
  return {
    error: line(3, at, { status: 502, upstreamError: 'closed' }),
    access: line(4, at + 10, { status: 200, upstream: '10.0.0.1:80, 10.0.0.2:80', upstreamStatus: '502, 200' }),
    ended: line(2, at + 10, { status: 200 }),
  };
});

it('takes the end of a lost try for no end of the try that followed it', () => {
  const sources = ['gunicorn.err', 'web2/run.log', 'nginx/error.log', 'nginx/access.log'].map((path, at) =>
    source(at + 1, path),
  );
  const requests = handedOn.flatMap(({ error, access }) => [error, access]);
  const spans = handedOn.map(({ ended }) => ({ start: undefined, end: ended }));
  const clocks = alignClocks(
    { ...factsWith({ lifecycle, requests, spans }), sources },
    { proxies: new Set([3, 4]), starts: new Set() },
  );
  expect(clocks.map(({ skewUs }) => skewUs)).toEqual([0, 0, 0, 0]);
});
