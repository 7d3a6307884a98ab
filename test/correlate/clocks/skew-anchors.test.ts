import { expect, it } from 'vitest';
import { lossAnchors } from '../../../src/correlate/clocks/skew-anchors.ts';
import { measureSkew } from '../../../src/correlate/clocks/measure-skew.ts';
import type { Clock } from '../../../src/model/clock.ts';
import { type Micros, micros } from '../../../src/model/time.ts';
import { edge, factsWith } from '../told.ts';

const CLOCK: Clock = { source: 2, offsetUs: 0, zoneFrom: 'stated', skewUs: 0, anchors: 0 };
const at = (second: number): Micros => micros((1_700_000_000 + second) * 1_000_000);

it('connections lost as a worker boots in the place of one whose end no line tells show no skew', () => {
  const lost = [30, 30, 30, 30, 24].map((second, n) =>
    edge('whole', { at: second, line: n + 1, upstreamError: 'closed' }),
  );
  const facts = factsWith({ requests: lost });
  const ends = new Map([[10, [at(24)]]]);
  const skewOf = (boots: ReadonlyMap<number, readonly Micros[]>): number =>
    measureSkew(lossAnchors(CLOCK, facts, { ends, boots, timeouts: new Map(), stops: [] }), []).skewUs;
  expect(skewOf(new Map())).toBe(6_000_000);
  expect(skewOf(new Map([[12, [at(30)]]]))).toBe(6_000_000);
  expect(
    skewOf(
      new Map([
        [10, [at(0)]],
        [12, [at(30)]],
      ]),
    ),
  ).toBe(0);
});

it('connections lost at one moment are not those of workers that left as their master was told to stop', () => {
  const lost = [30, 30, 31].map((second, n) => edge('whole', { at: second, line: n + 1, upstreamError: 'closed' }));
  const ends = new Map([10, 11, 12].map((pid) => [pid, [at(65)]]));
  const skewOf = (stops: readonly Micros[], timeouts: ReadonlyMap<number, readonly Micros[]>): number => {
    const told = { ends, boots: new Map<number, readonly Micros[]>(), timeouts, stops };
    return measureSkew(lossAnchors(CLOCK, factsWith({ requests: lost }), told), []).skewUs;
  };
  expect(skewOf([], new Map())).toBe(-35_000_000);
  expect(skewOf([at(65)], new Map())).toBe(0);
  expect(skewOf([at(65)], new Map([10, 11, 12].map((pid) => [pid, [at(64)]])))).toBe(-35_000_000);
});
