import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { toTrouble } from '../../src/store/trouble.ts';

it.each([
  ['SQLITE_BUSY_SNAPSHOT', 'database is locked', 'E_CASE_BUSY'],
  ['SQLITE_FULL', 'database or disk is full', 'E_CASE_UNWRITABLE'],
  ['SQLITE_READONLY_DBMOVED', 'attempt to write a readonly database', 'E_CASE_UNWRITABLE'],
  ['SQLITE_IOERR_WRITE', 'disk I/O error', 'E_CASE_UNWRITABLE'],
  ['SQLITE_CORRUPT_VTAB', 'database disk image is malformed', 'E_CASE_DAMAGED'],
])('%s is for the operator to mend', (sqliteCode, message, code) => {
  const trouble = toTrouble(new Database.SqliteError(message, sqliteCode), 'x.db');
  expect(trouble).toMatchObject({ name: 'UserError', code, suggestions: [expect.any(String)] });
  expect(String(trouble)).toContain(`x.db`);
  expect(String(trouble)).toContain(message);
});

it.each([
  new Database.SqliteError('FOREIGN KEY constraint failed', 'SQLITE_CONSTRAINT_FOREIGNKEY'),
  new TypeError('no'),
])('%s is a bug of ours', (error) => {
  expect(toTrouble(error, 'x.db')).toBe(error);
});
