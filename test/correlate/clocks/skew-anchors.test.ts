import { expect, it } from 'vitest';
import { lossAnchors } from '../../../src/correlate/clocks/skew-anchors.ts';
import { measureSkew } from '../../../src/correlate/clocks/measure-skew.ts';
import type { PidMoments } from '../../../src/correlate/clocks/clock-votes.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { type Micros, micros } from '../../../src/model/time.ts';
import { edge, factsWith } from '../told.ts';

const CLOCK: Clock = { source: 2, offsetUs: 0, zoneFrom: 'stated', skewUs: 0, anchors: 0 };
const at = (second: number): Micros => micros((1_700_000_000 + second) * 1_000_000);

it('connections lost as a worker boots in the place of one whose end no line tells show no skew', () => {
  const lost = [30, 60, 90, 24].map((second, n) => edge('whole', { at: second, line: n + 1, upstreamError: 'closed' }));
  const facts = factsWith({ requests: lost });
  const ends = new Map([[10, [at(24), at(54), at(84)]]]);
  const skewOf = (boots: ReadonlyMap<number, readonly Micros[]>): number =>
    measureSkew(lossAnchors(CLOCK, facts, { ends, boots, timeouts: new Map(), stops: [] }), []).skewUs;
  expect(skewOf(new Map())).toBe(6_000_000);
  expect(skewOf(new Map([[12, [at(30)]]]))).toBe(6_000_000);
  expect(
    skewOf(
      new Map([
        [10, [at(0)]],
        [12, [at(30), at(60), at(90)]],
      ]),
    ),
  ).toBe(0);
});

const skewIn = (lost: readonly number[], told: Partial<PidMoments>): number => {
  const requests = lost.map((second, n) => edge('whole', { at: second, line: n + 1, upstreamError: 'closed' }));
  const moments = { ends: new Map(), boots: new Map(), timeouts: new Map(), stops: [], ...told };
  return measureSkew(lossAnchors(CLOCK, factsWith({ requests }), moments), []).skewUs;
};

it('many connections that were lost at one moment are one fact', () => {
  const ends = new Map([[10, [at(24), at(54), at(84)]]]);
  expect(skewIn([30, 30, 30, 31, 60], { ends })).toBe(0);
  expect(skewIn([30, 30, 60, 90], { ends })).toBe(6_000_000);
});

it('connections lost at one moment are not those of workers that left as their master was told to stop', () => {
  const ends = new Map([10, 11, 12].map((pid) => [pid, [at(65 + pid * 5)]]));
  const lost = [80, 85, 90];
  const timeouts = new Map([10, 11, 12].map((pid) => [pid, [at(64 + pid * 5)]]));
  expect(skewIn(lost, { ends })).toBe(-35_000_000);
  expect(skewIn(lost, { ends, stops: [at(100)] })).toBe(0);
  expect(skewIn(lost, { ends, stops: [at(100)], timeouts })).toBe(-35_000_000);
});
