import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { UserError } from '../lib/errors.ts';
import { findCase, newerCase } from './case-header.ts';
import type { CaseStore } from './case-store.ts';
import { migrate, SCHEMA_VERSION } from './schema/migrate.ts';
import { sqliteCase } from './sqlite-case.ts';
import { toTrouble } from './trouble.ts';

/** How long another writer is waited for, in milliseconds. */
const BUSY_MS = 5_000;

/** SQLite's own choice; the driver's is eight times as much, which what is written once and in order gains nothing by. */
const CACHE_KIB = 2_000;

/**
 * Opens a case for reading and writing; makes it if there is none, or an empty file. Throws UserError E_NOT_A_CASE or
 * E_NEWER_CASE and leaves the file untouched, or E_CASE_UNWRITABLE, E_CASE_BUSY, E_CASE_DAMAGED.
 */
export function openCase(path: string): CaseStore {
  findCase(path);
  if (!existsSync(dirname(resolve(path)))) throw noFolder(path);
  return connected(path, { readonly: false });
}

/**
 * Opens a case that must be there, and only to be read: neither the file nor what stands beside it changes. Throws UserError
 * E_NO_CASE, and those of `openCase`.
 */
export function openExistingCase(path: string): CaseStore {
  const found = findCase(path);
  if (found.what !== 'case') throw noCase(path);
  if (found.version < SCHEMA_VERSION) openCase(path).close();
  return connected(path, { readonly: true });
}

interface Use {
  readonly readonly: boolean;
}

function connected(path: string, { readonly }: Use): CaseStore {
  let db: Database.Database | undefined;
  try {
    db = new Database(resolve(path), { readonly, timeout: BUSY_MS });
    if (!readonly) prepareToWrite(db, path);
    return sqliteCase(db, path);
  } catch (cause) {
    db?.close();
    throw toTrouble(cause, path);
  }
}

/**
 * The schema is made before the write-ahead log is switched on: else a case that is killed young would have its application
 * id in the log only, and not be known again.
 */
function prepareToWrite(db: Database.Database, path: string): void {
  const version = migrate(db);
  if (version > SCHEMA_VERSION) throw newerCase(path, version);
  db.pragma('journal_mode = wal');
  db.pragma(`cache_size = -${String(CACHE_KIB)}`);
  db.pragma('synchronous = normal');
  db.pragma('foreign_keys = on');
}

const noCase = (path: string): UserError =>
  new UserError(`There is no case at ${path}.`, {
    code: 'E_NO_CASE',
    suggestions: ['forensics ingest ./logs', 'name another with --case FILE'],
  });

const noFolder = (path: string): UserError =>
  new UserError(`The case ${path} cannot be written: its folder does not exist.`, {
    code: 'E_CASE_UNWRITABLE',
    suggestions: [`mkdir -p ${dirname(path)}`, 'name another file with --case FILE'],
  });
