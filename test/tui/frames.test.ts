import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ingest } from '../../src/app/ingest/ingest.ts';
import { readTimeline } from '../../src/app/read-timeline.ts';
import { firstState, snapshot } from '../../src/cli/show-timeline.ts';
import type { Timeline } from '../../src/model/timeline.ts';
import { reduce } from '../../src/tui/reduce.ts';
import type { Size } from '../../src/tui/state.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'forensics-frames-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function nightOfCase(name: string): Promise<Timeline> {
  const casePath = join(folder, `${name}.db`);
  const logs = relative(process.cwd(), join(ROOT, 'fixtures/cases', name, 'input'));
  await ingest({ paths: [logs], casePath, accessFormats: [], toolVersion: '0', now: new Date(0) });
  return readTimeline(casePath);
}

const SIZES: readonly Size[] = [
  { columns: 60, rows: 20 },
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
];

const SCREENS: readonly (readonly [screen: string, keys: readonly string[]])[] = [
  ['overview', []],
  ['incident', ['return', 'down']],
  ['evidence', ['return', 'tab']],
];

const LOOKS = [
  { look: 'plain', colour: false, ascii: false },
  { look: 'colour', colour: true, ascii: false },
  { look: 'ascii', colour: false, ascii: true },
];

/** The frame is kept word for word beside the tests: `vitest -u` writes it anew, and its change is to be looked at. */
const kept = (name: string): string => join(import.meta.dirname, 'frames', `${name}.txt`);

describe.each(SIZES)('at $columns columns', (size) => {
  it.each(LOOKS)('draws every screen, $look', async ({ look, ...paint }) => {
    const first = firstState(await nightOfCase('seed-story'), { size, incident: undefined });
    for (const [screen, keys] of SCREENS) {
      const state = keys.reduce((before, key) => reduce(before, { what: 'key', key }), first);
      await expect(snapshot(state, paint)).toMatchFileSnapshot(kept(`${screen}-${String(size.columns)}-${look}`));
    }
  });
});

it.each(['stall-in-time', 'nginx-in-front', 'reload-and-recycle'])('draws the night of %s', async (name) => {
  const first = firstState(await nightOfCase(name), { size: { columns: 80, rows: 24 }, incident: undefined });
  await expect(snapshot(first, { colour: false, ascii: false })).toMatchFileSnapshot(kept(name));
});
