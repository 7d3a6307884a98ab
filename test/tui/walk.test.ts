import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ingest } from '../../src/app/ingest/ingest.ts';
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

const typed = (from: State, ...keys: readonly string[]): State =>
  keys.reduce((state, key) => reduce(state, { what: 'key', key }), from);
const after = (...keys: readonly string[]): State => typed(first, ...keys);
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

it('remarks on what is looked at, changes the remark that stands there, and shows and finds it', () => {
  const asked = after('return', 'm', ...Array.from('late'), 'return');
  const remark = { at: '2021-03-12T09:57:40.000+08:00', about: 'worker 10028', text: 'late' };
  expect(asked.ask).toEqual({ what: 'remark', remark });
  const kept = reduce(asked, { what: 'remarked', remarks: [remark] });
  expect(shown(kept)).toContain('M late');
  expect(shown(reduce(kept, { what: 'key', key: 'escape' }))).toMatch(/marks .*M/);
  expect(typed(kept, 'm', 'r', 'return').ask).toEqual({ what: 'remark', remark: { ...remark, text: 'later' } });
  const elsewhere = reduce(first, { what: 'remarked', remarks: [{ ...remark, text: 'zebra' }] });
  expect(typed(elsewhere, '/', ...Array.from('zebra'), 'return').found?.places).toHaveLength(1);
});

it('filters what is shown, and Esc takes the filter away', () => {
  const filtered = after('f', ...Array.from('oom'), 'return');
  expect(shown(filtered)).not.toMatch(/10028 .*✖/);
  expect(shown(filtered)).toContain('filter oom');
  expect(typed(filtered, 'escape').filter).toBe('');
});

it('zooms in and out around what is looked at, and fits again', () => {
  const length = ({ window }: State): number => window.to - window.from;
  expect(length(after('+'))).toBeCloseTo(length(first) / 2, -3);
  expect(length(after('+', '-'))).toBeCloseTo(length(first), -3);
  expect(after('+', '+', '0').window).toEqual(first.window);
});

it('lets nothing of a log move the cursor', () => {
  const hostile = { at: '2021-03-12T09:57:40.000+08:00', about: 'worker 10028', text: 'x\u001b[2Jy\r\u0007' };
  const lines = shown(reduce(after('return'), { what: 'remarked', remarks: [hostile] }));
  expect(lines).toMatch(/M x.+y/);
  expect(lines).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});

it('asks for what only the world can do', () => {
  expect(after('q').ask).toEqual({ what: 'quit' });
  expect(after('g', ...Array.from('9:57'), 'return').ask).toMatchObject({ what: 'go', words: '9:57' });
});
