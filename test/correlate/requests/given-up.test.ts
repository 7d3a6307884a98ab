import { describe, expect, it } from 'vitest';
import { edge } from '../told.ts';
import { lostIn, proxied } from './proxied-night.ts';

const gaveUpAt = (at: number) =>
  proxied(at, { id: '8001', target: '/a', status: 504, durationUs: 30_000_000, upstreamStatus: '504' });

describe('requests that a proxy gave up on', () => {
  it('waited for longer than is usual also where one in a hundred was answered as late: it may have been held as well', () => {
    const late = Array.from({ length: 3 }, (_, n) =>
      proxied(45 + n, {
        target: `/late?n=${String(n)}`,
        status: 200,
        durationUs: 31_000_000,
        upstream: '127.0.0.1:8000',
      }),
    );
    const usual = Array.from({ length: 60 }, (_, n) =>
      proxied(n / 2, {
        target: `/usual?n=${String(n)}`,
        status: 200,
        durationUs: 1_000_000,
        upstream: '127.0.0.1:8000',
      }),
    );
    expect(lostIn([gaveUpAt(93), ...usual, ...late.slice(0, 1)])).toHaveLength(1);
    expect(lostIn([gaveUpAt(93), ...usual, ...late])).toEqual([]);
  });

  it('went on elsewhere, if the application ended them after the proxy had given them up', () => {
    const gaveUp = gaveUpAt(93);
    const wentOn = [
      edge('start', { at: 63, pid: 11, line: 401, id: '8001', target: '/a' }),
      edge('end', { at: 97, pid: 11, line: 402, id: '8001', target: '/a' }),
    ];
    expect(lostIn([gaveUp])).toEqual([['/a', 'timeout', 1]]);
    expect(lostIn([gaveUp], wentOn)).toEqual([]);
  });

  it('went on elsewhere, if the application ended them in the second in which the proxy gave them up, as far as it tells', () => {
    const gaveUp = gaveUpAt(93.4);
    const wentOn = (at: number, precision: 's' | 'us') =>
      [
        edge('start', { at: 63, pid: 11, line: 401, id: '8001', target: '/a' }),
        edge('end', { at, pid: 11, line: 402, id: '8001', target: '/a', status: 200 }),
      ].map((one) => ({ ...one, stamp: one.stamp && { ...one.stamp, precision } }));
    expect(lostIn([gaveUp], wentOn(93, 's'))).toEqual([]);
    expect(lostIn([gaveUp], wentOn(93, 'us'))).not.toEqual([]);
  });

  it('failed, and are open no longer, if the proxy had an error of the server for what began then', () => {
    const begun = edge('start', { at: 91, pid: 10, line: 401, target: '/a' });
    const error = (startedAt: number, status: number) =>
      proxied(95, {
        target: '/a?job=1',
        status,
        durationUs: (95 - startedAt) * 1_000_000,
        upstreamStatus: String(status),
      });
    expect(lostIn([], [begun])).toHaveLength(1);
    expect(lostIn([error(91, 500)], [begun])).toEqual([]);
    expect(lostIn([error(88, 500)], [begun])).toHaveLength(1);
    expect(lostIn([error(91, 200)], [begun])).toHaveLength(1);
  });
});
