import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { openCase, openExistingCase } from '../../src/store/open-case.ts';
import { readModules } from '../source-modules.ts';
import { block, BLOCK_BYTES } from './sample-findings.ts';
import { LOG, temporaryFolder } from './temporary-case.ts';

/** The store as JavaScript in a folder, so that a process of its own can run it on any Node. Gives the module that opens a case. */
function compiledStore(folder: string): string {
  const options = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    rewriteRelativeImportExtensions: true,
    verbatimModuleSyntax: true,
  };
  for (const { path } of readModules('src').filter((one) => /^(store|lib|model)\//.test(one.path))) {
    const target = join(folder, path.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    const text = readFileSync(join('src', path), 'utf8');
    writeFileSync(target, ts.transpileModule(text, { compilerOptions: options }).outputText);
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return pathToFileURL(join(folder, 'store/open-case.js')).href;
}

/** Runs lines of JavaScript that have `openCase`, `path` and `die`, in a process that must then have been killed. Gives the case's path. */
function afterKillIn(script: string): string {
  const folder = temporaryFolder();
  const path = join(folder, 'case.db');
  const program = [
    `import { openCase } from '${compiledStore(folder)}';`,
    `const path = ${JSON.stringify(path)};`,
    `const log = ${JSON.stringify(LOG)};`,
    `const blocks = ${JSON.stringify([block(1, 0), block(1, BLOCK_BYTES)])};`,
    "const die = () => process.kill(process.pid, 'SIGKILL');",
    script,
  ].join('\n');
  const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
  return path;
}

const isSound = (path: string): boolean => {
  const db = new Database(path);
  const sound =
    db.pragma('integrity_check', { simple: true }) === 'ok' &&
    db.prepare('pragma foreign_key_check').all().length === 0;
  db.close();
  return sound;
};

/** What an ingest does next with a case: the source is there as not yet read, and all of its blocks are stored again. */
function completed(path: string) {
  const store = openCase(path);
  const id = store.sources()[0]?.id ?? store.addSource(LOG);
  store.addFindings([block(id, 0), block(id, BLOCK_BYTES)]);
  const [sources, events] = [store.sources(), store.events('lifecycle')];
  store.close();
  return { sources, offsets: events.map(({ origin }) => origin.byteOffset) };
}

const WHOLE = { sources: [{ id: 1, bytes: 2 * BLOCK_BYTES, lines: 20, unrecognisedLines: 4 }], offsets: [500, 1_500] };

describe('a process that is killed', () => {
  it.each<readonly [when: string, script: string, blocks: number]>([
    ['right after it made the case', 'openCase(path); die();', 0],
    ['before the first block', 'openCase(path).addSource(log); die();', 0],
    [
      'between two transactions',
      'const store = openCase(path); store.addSource(log); store.addFindings([blocks[0]]); die();',
      1,
    ],
    [
      'in the middle of a transaction',
      `const store = openCase(path); store.addSource(log); store.addFindings([blocks[0]]);
       store.addFindings([{ ...blocks[1], get activity() { die(); return []; } }]);`,
      1,
    ],
    [
      'in the middle of a transaction of several blocks',
      `const store = openCase(path); store.addSource(log);
       store.addFindings([blocks[0], { ...blocks[1], get unrecognised() { die(); return []; } }]);`,
      0,
    ],
  ])('%s leaves a case that the next one completes', (_when, script, blocks) => {
    const path = afterKillIn(script);
    const reader = openExistingCase(path);
    expect(reader.blocks(1)).toHaveLength(blocks);
    expect(reader.events('lifecycle')).toHaveLength(blocks);
    expect(reader.sources().reduce((sum, { bytes }) => sum + bytes, 0)).toBe(blocks * BLOCK_BYTES);
    reader.close();
    expect(completed(path)).toMatchObject(WHOLE);
    expect(isSound(path)).toBe(true);
  });

  it('while it made the case leaves one that the next one makes', () => {
    const path = afterKillIn(
      `import Database from 'better-sqlite3';
       const pragma = Database.prototype.pragma;
       Database.prototype.pragma = function (text, ...rest) {
         if (text.startsWith('user_version =')) die();
         return pragma.call(this, text, ...rest);
       };
       openCase(path);`,
    );
    expect(() => openExistingCase(path)).toThrow(expect.objectContaining({ code: 'E_NO_CASE' }));
    expect(completed(path)).toMatchObject(WHOLE);
  });
});
