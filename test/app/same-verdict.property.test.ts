import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patience, runs } from '../property-seed.ts';
import { cutAt, type Given, givenIn, verdictOn, wrapped, wraps, type Zones } from './same-verdict.ts';

interface Fixture {
  readonly fixture: string;
  /** Its files, and the zones of their clocks. */
  readonly zones: Zones;
}

const FIXTURES: readonly Fixture[] = [
  { fixture: 'seed-story', zones: { 'gunicorn.err': 480, 'run.log': 480 } },
  { fixture: 'stall-in-time', zones: { 'gunicorn.err': 0, 'run.log': 0 } },
  {
    fixture: 'nginx-in-front',
    zones: { 'gunicorn.err': 0, 'run.log': 480, 'nginx/access.log': -300, 'nginx/error.log': -300 },
  },
  { fixture: 'clock-stepped', zones: { 'gunicorn.err': 0, 'run.log': 0, syslog: 0 } },
  { fixture: 'cpu-starved', zones: { 'gunicorn.err': 0, 'run.log': 0, 'kern.log': 0 } },
  { fixture: 'killed-by-operator', zones: { 'gunicorn.err': 0, 'run.log': 0, 'auth.log': 0 } },
];

/** A whole analysis each. */
const RUNS = runs(5);
const PATIENCE = patience(5, 12_000);

describe.each(FIXTURES)('the verdict on $fixture', ({ fixture, zones }) => {
  const names = Object.keys(zones);
  const files = givenIn(fixture, names);
  const told = verdictOn(files);
  const isSame = async (given: readonly Given[]): Promise<void> => {
    expect(await verdictOn(given)).toEqual(await told);
  };

  it('tells of an incident', async () => {
    expect((await told).incidents.length).toBeGreaterThan(0);
  });

  it('is the same in whatever order the files are given', PATIENCE, () =>
    fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), (order) =>
        isSame(order.flatMap((name) => files.filter((each) => each.name === name))),
      ),
      RUNS,
    ),
  );

  it('is the same wherever a rotation cut a file', PATIENCE, () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.double({ min: 0, max: 1, noNaN: true }), (name, share) =>
        isSame(files.flatMap((each) => (each.name === name ? cutAt(each, share) : [each]))),
      ),
      RUNS,
    ),
  );

  it.each(wraps)('is the same through %s', PATIENCE, async (wrap) => {
    await isSame(files.map((each) => wrapped(each, wrap, zones)));
  });

  it('is the same with any one file wrapped', PATIENCE, () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.constantFrom(...wraps), (name, wrap) =>
        isSame(files.map((each) => (each.name === name ? wrapped(each, wrap, zones) : each))),
      ),
      RUNS,
    ),
  );
});
