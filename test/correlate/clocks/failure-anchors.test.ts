import { expect, it } from 'vitest';
import { failureAnchors, serversMoments } from '../../../src/correlate/clocks/failure-anchors.ts';
import { measureSkew } from '../../../src/correlate/clocks/measure-skew.ts';
import type { Clock } from '../../../src/model/clock.ts';
import type { ExceptionEvent } from '../../../src/model/event.ts';
import { aborted, edge, factsWith, told } from '../told.ts';

const clockOf = (source: number): Clock => ({ source, offsetUs: 0, zoneFrom: 'stated', skewUs: 0, anchors: 0 });
const PROXY = clockOf(3);

const failed = (at: number, n: number): ExceptionEvent => {
  const one = aborted(10, at, 100 + n);
  return {
    ...one,
    traceback: { ...one.traceback, chain: [{ exception: 'ValueError', message: '', frames: [] }] },
  };
};

const seen = (at: number, line: number, more: Partial<Parameters<typeof edge>[1]>) => {
  const one = edge('whole', { at, line, ...more });
  return { ...one, origin: { ...one.origin, source: PROXY.source } };
};

const skewOf = (facts: Parameters<typeof factsWith>[0]): number => {
  const all = factsWith(facts);
  return measureSkew(failureAnchors(PROXY, all, serversMoments(all, [clockOf(1), clockOf(2)])), []).skewUs;
};

it('what an application failed at is what its proxy saw fail: its clock is as far off', () => {
  const requests = [9, 31, 44, 72].map((at, n) => seen(at - 59, n + 1, { status: 500 }));
  const exceptions = [9.2, 9.3, 31.4, 44.1, 72.8].map((at, n) => failed(at, n));
  expect(skewOf({ requests, exceptions })).toBe(-59_000_000);
});

it('an application that tells of much more than its proxy sees fail shows nothing', () => {
  const requests = [9, 31, 44].map((at, n) => seen(at - 59, n + 1, { status: 500 }));
  const exceptions = Array.from({ length: 40 }, (_, n) => failed(3 * n + 0.5, n));
  expect(skewOf({ requests, exceptions })).toBe(0);
});

it('what a server began, its proxy had asked it for', () => {
  const begun = (at: number, target: string) => [at, 10, { what: 'request-started', method: 'GET', target }] as const;
  const lifecycle = told(begun(5, '/devices/17'), begun(9, '/devices/4'), begun(14, '/devices/31'));
  const ended = [
    seen(60, 1, { target: '/devices/17?a=1' }),
    seen(64, 2, { target: '/devices/4' }),
    seen(69, 3, { target: '/devices/31' }),
  ];
  const requests = ended.map((one) => ({ ...one, facts: { ...one.facts, status: 502, durationUs: 10_000_000 } }));
  expect(skewOf({ lifecycle, requests })).toBe(45_000_000);
});
