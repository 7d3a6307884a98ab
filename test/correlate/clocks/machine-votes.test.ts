import { describe, expect, it } from 'vitest';
import { correlate } from '../../../src/correlate/correlate.ts';
import type { LifecycleEvent } from '../../../src/model/event.ts';
import type { LifecycleStep } from '../../../src/model/lifecycle.ts';
import { booting, factsWith, killed, source, stamp, started, timedOut, told } from '../told.ts';

const EAST_S = 3600;
const NIGHT_S = 40_000;

/** A word of the machine's own log, source 2, whose clock hangs an hour east and which states no zone. */
const word = (at: number, step: LifecycleStep): LifecycleEvent => ({
  ...{
    kind: 'lifecycle',
    by: 'machine',
    origin: { source: 2, line: at, byteOffset: at },
    pid: undefined,
    text: '',
    step,
  },
  stamp: stamp(at + EAST_S),
});

const zoneBy = (step: LifecycleStep, at: number, end: LifecycleStep) => {
  const server = told([0, 1, started], [0, 10, booting(10)], [NIGHT_S, 1, end], [NIGHT_S + 1, 11, booting(11)]);
  const facts = {
    sources: [source(1, 'gunicorn.err'), source(2, 'journal.txt')],
    lifecycle: [...server, word(at, step)],
  };
  const clock = correlate(factsWith(facts)).clocks.find((one) => one.source === 2);
  return [(clock?.offsetUs ?? 0) / 1e6, clock?.zoneFrom];
};

describe('the zone of a log of the machine', () => {
  it.each([
    ['its waking, at which workers were missed', { what: 'machine-awake' }, NIGHT_S - 1, timedOut(10)],
    ['a clock that was set', { what: 'clock-stepped', seconds: 90 }, NIGHT_S - 2, timedOut(10)],
    ['an order to kill a worker', { what: 'kill-ordered', processes: [10], signal: 9 }, NIGHT_S, killed(10)],
  ] satisfies [string, LifecycleStep, number, LifecycleStep][])('is told by %s', (_what, step, at, end) => {
    expect(zoneBy(step, at, end)).toEqual([EAST_S, 'inferred']);
  });

  it.each([
    ['minutes apart', { what: 'machine-awake' }, NIGHT_S - 200, timedOut(10)],
    ['meant for another process', { what: 'kill-ordered', processes: [99], signal: 9 }, NIGHT_S, killed(10)],
    ['of falling asleep', { what: 'machine-asleep' }, NIGHT_S - 1, timedOut(10)],
  ] satisfies [string, LifecycleStep, number, LifecycleStep][])('is not told by words %s', (_what, step, at, end) => {
    expect(zoneBy(step, at, end)[1]).toBe('assumed');
  });
});
