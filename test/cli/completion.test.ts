import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandTable, loadCommand } from '../../src/cli/command-table.ts';
import { bashCompletion } from '../../src/cli/completion/bash.ts';
import { completed, type CompletedCommand } from '../../src/cli/completion/completed.ts';
import { fishCompletion } from '../../src/cli/completion/fish.ts';
import { zshCompletion } from '../../src/cli/completion/zsh.ts';

const run = (shell: string, script: string): string => {
  const { stdout, stderr, status } = spawnSync(shell, ['-c', script], { encoding: 'utf8', cwd: empty });
  expect(`${String(status)} ${stderr}`).toBe('0 ');
  return stdout;
};
const isThere = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

let commands: readonly CompletedCommand[] = [];
const empty = mkdtempSync(join(tmpdir(), 'forensics-completion-'));
beforeAll(async () => {
  const loaded = await Promise.all([...commandTable.keys()].map(loadCommand));
  commands = loaded.flatMap((command) => (command ? [completed(command)] : []));
});

afterAll(() => {
  rmSync(empty, { recursive: true });
});

/** What bash offers for a line, of which the last word is being typed. */
const inBash = (...words: readonly string[]): readonly string[] =>
  run(
    'bash',
    `${bashCompletion(commands)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${String(words.length - 1)}
_forensics
printf '%s\\n' "\${COMPREPLY[@]}"`,
  )
    .split('\n')
    .filter((word) => word !== '');

describe('bash', () => {
  it('offers commands', () => {
    expect(inBash('forensics', 'in')).toEqual(['ingest', 'incidents']);
    expect(inBash('forensics', '')).toEqual([...commands.map(({ name }) => name), '--help', '--version']);
  });

  it('offers flags of the command and the values that they take', () => {
    expect(inBash('forensics', 'report', '--fo')).toEqual(['--format']);
    expect(inBash('forensics', 'report', '--format', '')).toEqual(['text', 'json', 'digest']);
    expect(inBash('forensics', 'formats', 't')).toEqual(['test']);
  });

  it('leaves files to the shell', () => {
    expect(inBash('forensics', 'ingest', '')).toEqual([]);
    expect(inBash('forensics', 'report', '--case', '--')).toEqual([]);
  });
});

describe.runIf(isThere('fish'))('fish', () => {
  const inFish = (line: string): readonly string[] =>
    run('fish', `${fishCompletion(commands)}\ncomplete -C ${JSON.stringify(line)}`)
      .split('\n')
      .flatMap((offer) => (offer === '' ? [] : [offer.split('\t')[0] ?? '']));

  it('offers commands, flags and values', () => {
    expect(inFish('forensics inc')).toEqual(['incidents']);
    expect(inFish('forensics report --fo')).toEqual(['--format']);
    expect([...inFish('forensics report --format ')].sort()).toEqual(['digest', 'json', 'text']);
    expect(inFish('forensics formats te')).toEqual(['test']);
  });
});

describe.runIf(isThere('zsh'))('zsh', () => {
  it('takes the script, whose specifications are those of its own completion', () => {
    const file = join(empty, '_forensics');
    writeFileSync(file, zshCompletion(commands));
    const script = `fpath=(${empty} $fpath); autoload -U compinit; compinit -u -d ${join(empty, 'dump')}
eval "$(<${file})"; print $_comps[forensics]`;
    expect(run('zsh', script)).toBe('_forensics\n');
  });
});
