import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats, rules, supervisors } from '../src/app/catalogue.ts';
import { renderers } from '../src/app/renderers.ts';
import { EXIT } from '../src/cli/exit.ts';

const README = readFileSync('README.md', 'utf8');
const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

const errorCodes = [
  ...new Set(
    SOURCES.flatMap((path) =>
      [...readFileSync(join('src', path), 'utf8').matchAll(/'(E_[A-Z_]+)'/g)].map(([, code = '']) => code),
    ),
  ),
].sort();

describe('README names', () => {
  it.each([
    ['format', formats.map(({ id }) => id)],
    ['supervisor', supervisors.map(({ id }) => id)],
    ['rule', [...rules.causes, ...rules.misreadings].map(({ id }) => id)],
    ['report', renderers.map(({ id }) => id)],
    ['error code', errorCodes],
  ])('every %s', (_axis, names) => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(README))).toEqual([]);
  });

  it('every exit code', () => {
    expect(Object.values(EXIT).filter((code) => !new RegExp(`^\\| ${String(code)} +\\|`, 'm').test(README))).toEqual(
      [],
    );
  });
});

/** The commands of the README that are ours to run: npm itself is what runs this. */
const commands = [...README.matchAll(/^```sh\n(.*?)^```/gms)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map((line) => line.replace(/^npm ci && /, ''))
  .filter((line) => !line.startsWith('npm '));

describe("README's commands", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'forensics-readme-'));
    cpSync('fixtures', join(folder, 'fixtures'), { recursive: true });
    symlinkSync(resolve('bin/forensics.js'), join(folder, 'forensics'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (command: string): string =>
    execFileSync('sh', ['-c', command.replaceAll('npx forensics', './forensics')], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it('has some', () => {
    expect(commands.length).toBeGreaterThan(8);
  });

  it.each(commands)('runs: %s', (command) => {
    expect(() => run(command)).not.toThrow();
  });

  it('prints what the README shows', () => {
    const [first = ''] = commands;
    expect(README).toContain(run(`${first} --case fresh.db`).trim());
    const report = run('npx forensics report --case fresh.db');
    const [, shown = ''] = /From the seed story:\n\n```\n(.*?)^```/ms.exec(README) ?? [];
    for (const line of shown.trim().split('\n')) expect(report).toContain(line);
    expect(README).toContain(run('npx forensics timeline --case fresh.db --snapshot 80x21').trim());
  });
});
