import { describe, expect, it } from 'vitest';
import { proxySources } from '../../src/correlate/proxy-view.ts';
import type { RequestEvent, RequestFacts } from '../../src/model/event.ts';
import { edge, factsWith, source, started, told } from './told.ts';

/** A whole line of source `of` that tells of `/a?n=1`. */
const line = (of: number, at: number, facts: Partial<RequestFacts> & { pid?: number }): RequestEvent => {
  const event = edge('whole', { at, line: at, target: '/a?n=1', ...facts });
  return { ...event, origin: { ...event.origin, source: of } };
};

const proxiesAmong = (...requests: readonly RequestEvent[]): readonly number[] =>
  [
    ...proxySources(
      factsWith({
        requests,
        sources: [
          source(1, 'web/error.log'),
          { ...source(2, 'web/access.log'), stream: 'web/access.log' },
          { ...source(3, 'web/access.log.1'), stream: 'web/access.log' },
        ],
      }),
    ),
  ].sort();

const lost = line(1, 40, { status: 502, upstreamError: 'closed' });

describe('the log of a proxy', () => {
  it('is one with the answer that it gave for a server that its error log tells as lost, and all that this was rotated into', () => {
    expect(proxiesAmong(lost, line(2, 40, { status: 502 }))).toEqual([1, 2, 3]);
  });

  it('is not the log of a server that answered the same at another time, otherwise, or with its pid', () => {
    expect(proxiesAmong(lost, line(2, 60, { status: 502 }))).toEqual([1]);
    expect(proxiesAmong(lost, line(2, 40, { status: 200 }))).toEqual([1]);
    expect(proxiesAmong(lost, line(2, 40, { status: 504, pid: 10 }))).toEqual([1]);
  });

  it('is known by the folder that it lies in, unless a server writes there as well', () => {
    const sources = [
      source(1, 'nginx-502s/gunicorn.err'),
      source(2, 'nginx-502s/app/run.log'),
      source(3, 'x/nginx.log'),
    ];
    const among = (facts: Parameters<typeof factsWith>[0]) => [...proxySources(factsWith({ sources, ...facts }))];
    expect(among({})).toEqual([1, 2, 3]);
    expect(among({ lifecycle: told([0, 1, started]) })).toEqual([3]);
  });
});
