import { describe, expect, it } from 'vitest';
import { patience } from '../property-seed.ts';
import { givenIn, verdictOn, wrapped, type Zones } from './same-verdict.ts';

/** Each with the zones of its clocks. */
const FIXTURES: Readonly<Record<string, Zones>> = {
  'seed-story': { 'gunicorn.err': 480, 'run.log': 480 },
  'stall-in-time': { 'gunicorn.err': 0, 'run.log': 0 },
  'nginx-in-front': { 'gunicorn.err': 0, 'run.log': 480, 'nginx/access.log': -300, 'nginx/error.log': -300 },
  'killed-by-operator': { 'gunicorn.err': 0, 'run.log': 0, 'auth.log': 0 },
  'no-pids': { 'gunicorn.err': 0, 'run.log': 0 },
};

/** What keeps a server's output beside the files that it writes itself. */
const COLLECTORS = ['docker json-file', 'CRI', 'syslog', 'journalctl -o json', 'compose'];

describe.each(Object.entries(FIXTURES))('the verdict on %s', (fixture, zones) => {
  const files = givenIn(fixture, Object.keys(zones));

  it.each(COLLECTORS)('is the same where %s has kept all of it once more', patience(1, 60_000), async (collector) => {
    const kept = files.map((each) => wrapped(each, collector, zones));
    const again = kept.map(({ name, text }) => ({ name: `collected/${name}`, text }));
    expect(await verdictOn([...files, ...again])).toEqual(await verdictOn(files));
  });
});
