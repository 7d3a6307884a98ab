import { expect, it } from 'vitest';
import { type Clock, instantOf } from '../../../src/model/clock.ts';
import { micros } from '../../../src/model/time.ts';
import { withoutFalseUtc } from '../../../src/correlate/clocks/false-utc.ts';
import { edge, factsWith, source, stamp } from '../told.ts';

const EAST_MIN = 480;
const EAST_US = EAST_MIN * 60_000_000;

const clock = (id: number, offsetUs: number): Clock => ({
  ...{ source: id, offsetUs, zoneFrom: 'stated', skewUs: 0, anchors: 0 },
});
const server = clock(1, 0);
const proxy = clock(2, EAST_US);

/** What the server's log claims of its workers' ends, and what a proxy in +08:00 saw at the same moments of the day. */
const skewOf = (ends: readonly number[], lost: readonly number[]): readonly number[] => {
  const requests = lost.map((at, line) => ({
    ...edge('whole', { at, line, method: 'GET', target: '/x', status: 502, durationUs: 30_000_000 }),
    stamp: stamp(at, EAST_MIN),
  }));
  const sources = [
    { ...source(1, 'gunicorn.err'), layouts: [{ format: 'gunicorn-error', head: '', phrases: [] }] },
    source(2, 'access.log'),
  ];
  const moments = ends.map((at) => micros(instantOf(stamp(at, 0), server)));
  const momentsBy = () => ({ boots: new Map(), timeouts: new Map(), ends: new Map([[7, moments]]), stops: [] });
  const facts = factsWith({ sources, requests });
  return withoutFalseUtc({ clocks: [server, proxy], momentsBy }, facts).map(({ skewUs }) => skewUs);
};

it('reads a stated +0000 as the zone that three facts of another log show', () => {
  expect(skewOf([100, 500, 900, 1_300], [100, 501, 1_300])).toEqual([EAST_US, 0]);
});

it('believes it where fewer facts speak against it, or most say something else', () => {
  expect(skewOf([100, 500], [100, 500])).toEqual([0, 0]);
  expect(skewOf([100, 500, 900], [100, 500, 900, 1_234, 1_666, 2_222, 2_777, 3_333])).toEqual([0, 0]);
});

it('believes it where both tell of the same instants', () => {
  expect(
    skewOf(
      [100, 500, 900],
      [100, 500, 900].map((at) => at + EAST_MIN * 60),
    ),
  ).toEqual([0, 0]);
});
