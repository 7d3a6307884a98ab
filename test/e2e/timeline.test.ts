import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isTmuxInstalled, openPane, type Pane } from './tmux.ts';

const installed = isTmuxInstalled();
const required = process.env['FORENSICS_REQUIRE_SERVERS'] !== undefined;
const ROOT = join(import.meta.dirname, '../..');
const BIN = join(ROOT, 'bin/forensics.js');
const LOGS = join(ROOT, 'fixtures/cases/seed-story/input');

it('has a real terminal where it must', () => {
  expect(installed || !required).toBe(true);
});

describe.skipIf(!installed)('the timeline in a real terminal (skipped where tmux is not installed)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forensics-tmux-'));
  let pane: Pane;
  let opened = 0;

  beforeAll(() => {
    execFileSync(process.execPath, [BIN, 'ingest', LOGS, '--case', join(folder, 'case.db')], { stdio: 'pipe' });
  });

  beforeEach(() => {
    opened += 1;
    const env = `env -u CI -u NO_COLOR LC_ALL=C.UTF-8 PS1='ready> ' EDITOR='less -M' PAGER=`;
    const socket = join(folder, `tmux-${String(opened)}`);
    pane = openPane({ socket, columns: 100, rows: 31, shell: `cd ${folder} && exec ${env} sh` });
  });

  afterEach(() => {
    pane.close();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function open(...flags: readonly string[]): Promise<string> {
    await pane.shows(/ready>/);
    pane.type([process.execPath, BIN, 'timeline', '--case', 'case.db', ...flags].join(' '));
    pane.press('Enter');
    return pane.shows(/\? keys {2}q quit/);
  }

  async function quit(): Promise<void> {
    pane.press('q');
    await pane.shows(/ready> *$/m);
    expect(pane.state('#{alternate_on} #{cursor_flag} #{mouse_any_flag}')).toBe('0 1 0');
  }

  it(
    'goes from the overview into the incident, its evidence, a search, a time, and out',
    { timeout: 60_000 },
    async () => {
      expect(await open()).toMatch(/10028 .*✖ timeout/);
      expect(pane.state('#{alternate_on} #{cursor_flag} #{mouse_any_flag}')).toBe('1 0 1');
      pane.press('Enter');
      expect(await pane.shows(/B─ gen_op\.py:38 save ─+T✖gone/)).toMatch(/died {5}2021031256229/);
      pane.press('Tab');
      expect(await pane.shows(/run\.log:955/)).toContain('WORKER TIMEOUT (pid:10028)');
      pane.press('/');
      await pane.shows(/search pid/);
      pane.type('2021031256259');
      pane.press('Enter');
      expect(await pane.shows(/find 1 of/)).toMatch(/▸.*2021031256259/);
      pane.press('g');
      await pane.shows(/go to \(/);
      pane.type('9:57:20');
      pane.press('Enter');
      expect(await pane.shows(/09:57:20\.000 \+08:00 \(logs\)/)).toContain('gunicorn 20.0.4');
      await quit();
    },
  );

  it('redraws at another size, and says what it needs where there is no room', { timeout: 60_000 }, async () => {
    await open();
    pane.resize(70, 22);
    const narrow = await pane.shows(/^.{60,70}q quit *$/m);
    expect(Math.max(...narrow.split('\n').map((line) => line.length))).toBeLessThanOrEqual(70);
    pane.resize(40, 12);
    await pane.shows(/needs 60x16\. Make it larger/);
    pane.resize(120, 30);
    await pane.shows(/^.{110,120}q quit *$/m);
    await quit();
  });

  it('gives the terminal back at Ctrl-C, SIGTERM and Ctrl-Z', { timeout: 60_000 }, async () => {
    await open();
    pane.press('C-c');
    await pane.shows(/ready> *$/m);
    expect(pane.state('#{alternate_on} #{cursor_flag} #{mouse_any_flag}')).toBe('0 1 0');
    pane.type('clear');
    pane.press('Enter');

    await open();
    execFileSync('pkill', ['-TERM', '-P', pane.state('#{pane_pid}')]);
    await pane.shows(/Terminated[^]*ready> *$/m);
    expect(pane.state('#{alternate_on} #{cursor_flag} #{mouse_any_flag}')).toBe('0 1 0');
    pane.type('clear');
    pane.press('Enter');

    await open();
    pane.press('C-z');
    await pane.shows(/(?:Stopped|Suspended)[^]*ready> *$/m);
    expect(pane.state('#{alternate_on} #{cursor_flag} #{mouse_any_flag}')).toBe('0 1 0');
    pane.type('fg');
    pane.press('Enter');
    expect(await pane.shows(/Back again/)).toMatch(/10028 .*✖ timeout/);
    await quit();
  });

  it('opens the log at the line, and writes the incident down', { timeout: 60_000 }, async () => {
    await open('--incident', 'i1');
    pane.press('o');
    await pane.shows(/gunicorn\.err lines? 8/);
    pane.press('q');
    expect(await pane.shows(/Back from less/)).toMatch(/died {5}2021031256229/);
    pane.press('w');
    await pane.shows(/Written to forensics-i1\.md/);
    expect(existsSync(join(folder, 'forensics-i1.md'))).toBe(true);
    expect(readFileSync(join(folder, 'forensics-i1.md'), 'utf8')).toContain('gen_op.py:38');
    await quit();
  });

  it('keeps a remark in the case, for the next time and for reports', { timeout: 60_000 }, async () => {
    await open('--incident', 'i1');
    pane.press('m');
    await pane.shows(/remark \(empty: none\)/);
    pane.type('the big export');
    pane.press('Enter');
    expect(await pane.shows(/Kept in the case/)).toContain('M the big export');
    await quit();
    const report = [BIN, 'explain', 'i1', '--case', join(folder, 'case.db')];
    expect(execFileSync(process.execPath, report, { encoding: 'utf8' })).toMatch(/worker 10028: the big export/);
  });
});
