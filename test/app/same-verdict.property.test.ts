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

/**
 * More of them, each tried in a few ways only. Spared: a PROCID of syslog is believed to be the speaker's pid, and where a log names none
 * nothing shows that it is a daemon's; parts of 80 letters end within the words by which phrases are learnt; in logfmt each line of a
 * traceback is a record; lines without times cannot be wrapped in the times at which they were written.
 */
const OTHERS: readonly (Fixture & { readonly spared?: RegExp })[] = [
  { fixture: 'gevent-write-to-pipe', zones: { 'gunicorn.err': 345, 'run.log': 345 } },
  { fixture: 'seed-heartbeats', zones: { 'gunicorn.err': 480 } },
  { fixture: 'seed-killed-while-writing', zones: { 'gunicorn.err': 0, 'run.log': 0 } },
  { fixture: 'no-pids', zones: { 'gunicorn.err': 0, 'run.log': 0 }, spared: /5424/ },
  { fixture: 'no-server-log', zones: { 'run.log': 0 } },
  { fixture: 'through-gunicorns-logger', zones: { 'app.log': 0 }, spared: /CRI in parts/ },
  { fixture: 'celery-two-children', zones: { 'worker.log': 0 }, spared: /5424|logfmt/ },
  {
    fixture: 'upgraded-amid-kills',
    zones: { 'gunicorn.log': 0, 'app.log': 0, 'access.log': 0, 'error.log': 0 },
  },
  // Its lines of one container each are wrapped already.
  { fixture: 'two-containers-one-database', zones: { 'compose.log': 0, 'access.log': 0, 'error.log': 0 }, spared: /./ },
  { fixture: 'uwsgi-behind-nginx', zones: { 'uwsgi.log': 0, 'access.log': 0, 'error.log': 0 }, spared: /./ },
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

const FEW = runs(2);

describe.each(OTHERS)('the verdict on $fixture too', ({ fixture, zones, spared }) => {
  const names = Object.keys(zones);
  const files = givenIn(fixture, names);
  const told = verdictOn(files);
  const fitting = wraps.filter((wrap) => spared?.test(wrap) !== true);

  it('is the same in the other order, and wherever a rotation cut a file', PATIENCE, async () => {
    expect((await told).incidents.length).toBeGreaterThan(0);
    expect(await verdictOn(files.toReversed())).toEqual(await told);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.double({ min: 0, max: 1, noNaN: true }), async (name, share) => {
        const cut = files.flatMap((each) => (each.name === name ? cutAt(each, share) : [each]));
        expect(await verdictOn(cut)).toEqual(await told);
      }),
      FEW,
    );
  });

  it.skipIf(fitting.length === 0)('is the same through what wraps all of it', PATIENCE, () =>
    fc.assert(
      fc.asyncProperty(fc.constantFrom(...fitting), async (wrap) => {
        expect(await verdictOn(files.map((each) => wrapped(each, wrap, zones)))).toEqual(await told);
      }),
      FEW,
    ),
  );
});
