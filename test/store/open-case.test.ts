import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openCase, openExistingCase } from '../../src/store/open-case.ts';
import { LOG, temporaryFolder } from './temporary-case.ts';

const fails = (code: string) => expect.objectContaining({ name: 'UserError', code }) as unknown;

/** Every file of a folder, by name, with its bytes. */
const filesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'latin1')]));

const FOREIGN: readonly (readonly [string, (path: string) => void])[] = [
  [
    'a log',
    (path) => writeFileSync(path, '[2021-03-12 09:57:44 +0800] [20420] [CRITICAL] WORKER TIMEOUT (pid:20431)\n'),
  ],
  ['a few bytes', (path) => writeFileSync(path, 'SQLite')],
  ['a database of something else', (path) => new Database(path).exec('create table note (text)').close()],
  [
    'one that uses a write-ahead log',
    (path) => new Database(path).exec('pragma journal_mode = wal; create table note (text)').close(),
  ],
  ['an empty one that somebody claims', (path) => new Database(path).exec('pragma application_id = 77').close()],
];

describe('a file that is no case', () => {
  it.each(FOREIGN)('%s is refused and not touched', (_title, make) => {
    const folder = temporaryFolder();
    const path = join(folder, 'x.db');
    make(path);
    const before = filesOf(folder);
    expect(() => openCase(path)).toThrow(fails('E_NOT_A_CASE'));
    expect(() => openExistingCase(path)).toThrow(fails('E_NOT_A_CASE'));
    expect(filesOf(folder)).toEqual(before);
  });
});

it('a database whose tables still stand in its log is refused and not touched', () => {
  const folder = temporaryFolder();
  const other = new Database(join(folder, 'x.db'));
  other.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table note (text)');
  const before = filesOf(folder);
  expect(() => openCase(join(folder, 'x.db'))).toThrow(fails('E_NOT_A_CASE'));
  expect(filesOf(folder)).toEqual(before);
  other.close();
});

describe('a case of a newer version', () => {
  const newer = (change: string): string => {
    const path = join(temporaryFolder(), 'x.db');
    openCase(path).close();
    new Database(path).exec(change).close();
    return path;
  };

  it('is refused and not touched', () => {
    const path = newer('pragma user_version = 99');
    const before = filesOf(join(path, '..'));
    expect(() => openCase(path)).toThrow(fails('E_NEWER_CASE'));
    expect(() => openExistingCase(path)).toThrow(fails('E_NEWER_CASE'));
    expect(filesOf(join(path, '..'))).toEqual(before);
  });

  it('is refused even where its version still stands in its log', () => {
    const path = join(temporaryFolder(), 'x.db');
    openCase(path).close();
    const other = new Database(path);
    other.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; pragma user_version = 99');
    expect(() => openCase(path)).toThrow(fails('E_NEWER_CASE'));
    other.close();
  });
});

describe('a new case', () => {
  it.each<readonly [string, (path: string) => void]>([
    ['where there is nothing', () => undefined],
    ['in an empty file', (path) => writeFileSync(path, '')],
    [
      'in a database without tables',
      (path) => new Database(path).exec('create table note (text); drop table note').close(),
    ],
  ])('is made %s', (_title, make) => {
    const path = join(temporaryFolder(), 'x.db');
    make(path);
    const store = openCase(path);
    store.addSource(LOG);
    store.close();
    const again = openExistingCase(path);
    expect(again.sources()).toHaveLength(1);
    again.close();
  });

  it('is one file once it is closed, whatever its name', () => {
    const folder = temporaryFolder();
    const path = join(folder, ':memory:');
    openCase(path).close();
    expect(readdirSync(folder)).toEqual([':memory:']);
  });

  it('says whose it is and which version, to file(1) and older programs', () => {
    const path = join(temporaryFolder(), 'x.db');
    openCase(path).close();
    const db = new Database(path, { readonly: true });
    expect(db.pragma('application_id', { simple: true })).toBe(0x46_52_4e_53);
    expect(db.pragma('user_version', { simple: true })).toBe(13);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
  });
});

describe('a place that cannot be written', () => {
  it.each<readonly [string, (folder: string) => string]>([
    ['a folder', (folder) => folder],
    ['a folder that does not exist', (folder) => join(folder, 'no', 'such', 'x.db')],
    ['a path through a file', (folder) => (writeFileSync(join(folder, 'file'), ''), join(folder, 'file', 'x.db'))],
    ['a device', () => '/dev/null'],
  ])('%s', (_title, place) => {
    expect(() => openCase(place(temporaryFolder()))).toThrow(fails('E_CASE_UNWRITABLE'));
  });
});

describe('a case to be read', () => {
  it.each<readonly [string, (path: string) => void]>([
    ['nothing there', () => undefined],
    ['an empty file', (path) => writeFileSync(path, '')],
  ])('is missing: %s', (_title, make) => {
    const folder = temporaryFolder();
    const path = join(folder, 'x.db');
    make(path);
    const before = filesOf(folder);
    expect(() => openExistingCase(path)).toThrow(
      expect.objectContaining({
        code: 'E_NO_CASE',
        suggestions: ['forensics ingest ./logs', 'name another with --case FILE'],
      }),
    );
    expect(filesOf(folder)).toEqual(before);
  });

  it('does not change by it, to the byte, and may lie in a place that cannot be written', () => {
    const folder = join(temporaryFolder(), 'read-only');
    mkdirSync(folder);
    const path = join(folder, 'x.db');
    openCase(path).close();
    const before = filesOf(folder);
    chmodSync(path, 0o444);
    chmodSync(folder, 0o555);
    const store = openExistingCase(path);
    expect(store.sources()).toEqual([]);
    expect(store.query('select count(*) as n from sources')).toEqual({ columns: ['n'], rows: [[0]] });
    expect(filesOf(folder)).toEqual(before);
    store.close();
    expect(filesOf(folder)).toEqual(before);
    chmodSync(folder, 0o755);
  });

  it('refuses to be written', () => {
    const path = join(temporaryFolder(), 'x.db');
    openCase(path).close();
    const store = openExistingCase(path);
    expect(() => store.addSource(LOG)).toThrow(fails('E_CASE_UNWRITABLE'));
    store.close();
  });

  it('can be read while it is written', () => {
    const path = join(temporaryFolder(), 'x.db');
    const writer = openCase(path);
    const reader = openExistingCase(path);
    writer.addSource(LOG);
    expect(reader.sources()).toHaveLength(1);
    writer.close();
    expect(reader.sources()).toHaveLength(1);
    reader.close();
  });

  it('is told to be damaged where it is', () => {
    const path = join(temporaryFolder(), 'x.db');
    openCase(path).close();
    writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 108), Buffer.alloc(20_000, 0xff)]));
    expect(() => openExistingCase(path)).toThrow(fails('E_CASE_DAMAGED'));
  });
});
