import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingest } from '../../src/app/ingest.ts';
import { readTimeline } from '../../src/app/read-timeline.ts';
import { firstState, snapshot } from '../../src/cli/show-timeline.ts';
import { reduce } from '../../src/tui/reduce.ts';
import type { State } from '../../src/tui/state.ts';

const LOGS = join(import.meta.dirname, '../../fixtures/cases/seed-story/input');
const folder = mkdtempSync(join(tmpdir(), 'forensics-tui-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let first: State;
beforeAll(async () => {
  const casePath = join(folder, 'case.db');
  await ingest({ paths: [LOGS], casePath, accessFormats: [], toolVersion: '0', now: new Date(0) });
  first = firstState(readTimeline(casePath), { size: { columns: 100, rows: 30 }, incident: undefined });
}, 60_000);

const after = (...keys: readonly string[]): State =>
  keys.reduce((state, key) => reduce(state, { what: 'key', key }), first);
const shown = (state: State): string => snapshot(state, { colour: false, ascii: false });

it('goes into an incident and its evidence, and out again', () => {
  expect(after().screen).toBe('overview');
  expect(after('return').screen).toBe('incident');
  expect(after('return', 'tab').screen).toBe('evidence');
  expect(after('return', 'escape').screen).toBe('overview');
});

it('draws as many lines as there are, none wider than the screen', () => {
  for (const state of [after(), after('return'), after('return', 'tab'), after('?')]) {
    const lines = shown(state).split('\n').slice(0, -1);
    expect(lines).toHaveLength(30);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  }
});

it('says which worker died, of what, and who took its place', () => {
  expect(shown(after())).toMatch(/10028 .*✖ timeout/);
  expect(shown(after())).toContain('replaced by 10076');
});

it('finds what is searched for', () => {
  const found = after('/', ...Array.from('10026'), 'return');
  expect(shown(found)).toContain('worker 10026');
});

it('asks for what only the world can do', () => {
  expect(after('q').ask).toEqual({ what: 'quit' });
  expect(after('g', ...Array.from('9:57'), 'return').ask).toMatchObject({ what: 'go', words: '9:57' });
});
