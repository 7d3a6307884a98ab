import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commandTable } from '../../src/cli/command-table.ts';
import { rootHelp } from '../../src/cli/root-help.ts';
import { run } from '../../src/cli/run.ts';

const ENTRY = new URL('../../bin/forensics.js', import.meta.url).href;

const GUNICORN = [
  '[2021-03-12 09:56:56 +0800] [20420] [INFO] Starting gunicorn 20.0.4',
  '[2021-03-12 09:56:56 +0800] [20420] [INFO] Using worker: gevent',
  '[2021-03-12 09:56:56 +0800] [20431] [INFO] Booting worker with pid: 20431',
  '[2021-03-12 09:57:44 +0800] [20420] [CRITICAL] WORKER TIMEOUT (pid:20431)',
  '[2021-03-12 09:57:45 +0800] [30925] [INFO] Booting worker with pid: 30925',
];

const QUIET = GUNICORN.filter((line) => !line.includes('TIMEOUT') && !line.includes('30925'));

let folder = '';
const out: string[] = [];
const err: string[] = [];

/** What one command line says and how it ends, in a folder of its own. */
const forensics = async (...argv: readonly string[]) => {
  out.length = 0;
  err.length = 0;
  process.exitCode = 0;
  await run(argv, ENTRY);
  return { exitCode: process.exitCode, stdout: out.join(''), stderr: err.join('') };
};

const caseOf = (name: string): string => join(folder, `${name}.db`);

const logs = (lines: readonly string[]): string => {
  const path = join(folder, 'gunicorn.err');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'forensics-test-'));
  vi.stubEnv('NO_COLOR', '1');
  vi.spyOn(process.stdout, 'write').mockImplementation((piece) => out.push(String(piece)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((piece) => err.push(String(piece)) > 0);
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.stdout.removeAllListeners('error');
  process.stderr.removeAllListeners('error');
  process.exitCode = 0;
  rmSync(folder, { recursive: true });
});

describe('misuse', () => {
  it.each([
    [
      'an unknown command',
      ['reprot'],
      'There is no command reprot.\nCode: E_NO_SUCH_COMMAND\nTry this:\n  - forensics report\n',
    ],
    ['an unknown flag', ['report', '--foo'], 'Nonexistent flag: --foo. See --help.\n'],
    ['a missing argument', ['ingest'], 'Missing 1 required arg: paths'],
    ['an unknown format', ['report', '--format', 'xml'], 'Expected --format=xml to be one of: text, json, digest'],
    ['no statement', ['sql'], 'No SQL statement was given.\nCode: E_NO_STATEMENT\n'],
    ['a case that is not there', ['report', '--case', 'no/such.db'], 'E_NO_CASE'],
  ])('of %s exits 2 and says how to go on', async (_title, argv, message) => {
    const { exitCode, stdout, stderr } = await forensics(...argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

it('tells its version without loading anything', async () => {
  const { exitCode, stdout, stderr } = await forensics('--version');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^forensics \d+\.\d+\.\d+\n$/);
});

describe('help', () => {
  it.each([[[]], [['--help']], [['help']]])('%j lists every command with what it does', async (argv) => {
    const { exitCode, stdout, stderr } = await forensics(...argv);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    for (const [name, { summary }] of commandTable) expect(stdout.replace(/\s+/g, ' ')).toContain(`${name} ${summary}`);
  });

  it('fits the screen', () => {
    const [, commands = ''] = rootHelp({ description: '', version: '0', width: 48 }).split('COMMANDS\n');
    const widths = commands.split('\n').map(({ length }) => length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(48);
    expect(widths.length).toBeGreaterThan(commandTable.size + 3);
  });

  it.each([[['sql', '--help']], [['help', 'sql']]])('%j tells of the arguments and flags of one', async (argv) => {
    const told = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    expect((await forensics(...argv)).exitCode).toBe(0);
    const text = told.mock.calls.flat().join('\n');
    for (const words of ['Ask the case in SQL', '[STATEMENT]  one SQL statement', '--case=FILE', '$ forensics sql -'])
      expect(text).toContain(words);
  });

  it.each([...commandTable.keys()])('of %s names no default that is nothing', async (name) => {
    const told = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await forensics(name, '--help');
    expect(told.mock.calls.flat().join('\n')).not.toContain('[default: ]');
  });
});

describe('ingest', () => {
  it('ends with the findings in ten lines on stdout, and its tally on stderr', async () => {
    const { exitCode, stdout, stderr } = await forensics('ingest', logs(GUNICORN), '--case', caseOf('story'));
    expect(exitCode).toBe(0);
    expect(stdout).toContain('20431');
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    expect(stderr).toBe('Read 1 source, 0 warnings.\n');
  });

  it('exits 1 on an incident only if asked to', async () => {
    const story = await forensics('ingest', logs(GUNICORN), '--case', caseOf('story'), '--fail-on', 'incident');
    const quiet = await forensics('ingest', logs(QUIET), '--case', caseOf('quiet'), '--fail-on', 'incident');
    expect([story.exitCode, quiet.exitCode]).toEqual([1, 0]);
  });

  it('prints the whole report with --json', async () => {
    const { stdout } = await forensics('ingest', logs(GUNICORN), '--case', caseOf('story'), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'forensics-report/1', summary: { incidents: 1 } });
  });

  it('exits 3 where nothing could be read at all', async () => {
    const { exitCode, stdout } = await forensics('ingest', folder, '--case', caseOf('nothing'));
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  });
});

describe('a case', () => {
  beforeEach(async () => {
    await forensics('ingest', logs(GUNICORN), '--case', caseOf('story'));
  });

  it('is reported as text', async () => {
    const { exitCode, stdout } = await forensics('report', '--case', caseOf('story'));
    expect(exitCode).toBe(0);
    expect(stdout).toContain('T - timeout = ');
  });

  it('is found by FORENSICS_CASE too', async () => {
    vi.stubEnv('FORENSICS_CASE', caseOf('story'));
    expect((await forensics('incidents')).stdout).toContain('20431');
  });

  it('is written to a file with -o', async () => {
    const path = join(folder, 'report.json');
    const { stdout } = await forensics('report', '--case', caseOf('story'), '--format', 'json', '-o', path);
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ schema: 'forensics-report/1' });
  });

  it('lists its incidents, and narrows them to a time in human words', async () => {
    const ids = async (...flags: readonly string[]): Promise<unknown> =>
      JSON.parse((await forensics('incidents', '--case', caseOf('story'), '--json', ...flags)).stdout);
    expect(await ids()).toMatchObject([{ pid: 20431, cause: 'timeout' }]);
    expect(await ids('--since', 'yesterday', '--now', '2021-03-13T00:00:00+08:00')).toHaveLength(1);
    expect(await ids('--since', '2 hours ago', '--now', '2021-03-13T00:00:00+08:00')).toEqual([]);
  });

  it('explains a worker, and fails on none', async () => {
    expect((await forensics('explain', '20431', '--case', caseOf('story'))).stdout).toContain(
      'Worker 20431: 1 abnormal death',
    );
    expect((await forensics('explain', '4711', '--case', caseOf('story'))).stderr).toContain('E_NOT_IN_CASE');
  });

  it('answers SQL, and tells what can be asked', async () => {
    const { stdout } = await forensics('sql', 'select 1 as one', '--format', 'csv', '--case', caseOf('story'));
    expect(stdout.replaceAll('\r', '')).toBe('one\n1\n');
    expect((await forensics('sql', '--schema', '--case', caseOf('story'))).stdout).toContain('about');
  });
});
