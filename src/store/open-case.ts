import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { UserError } from '../lib/errors.ts';
import type { CaseStore } from './case-store.ts';
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts';
import { sqliteCase } from './sqlite-case.ts';
import { VIEWS, viewStatement } from './views.ts';

const BUSY_MS = 5_000;
const SQLITE_MAGIC = 'SQLite format 3\0';
/** Places in the header of a database file (SQLite docs, "Database File Format", 1.3). */
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const HEADER_BYTES = 100;

/**
 * Opens a case for reading and writing; makes it if there is none. Throws UserError E_NOT_A_CASE or E_NEWER_CASE and leaves the
 * file untouched, or E_CASE_UNWRITABLE.
 */
export function openCase(path: string): CaseStore {
  if (existsSync(path)) examine(path);
  const db = connect(path);
  try {
    db.pragma('journal_mode = wal');
    db.pragma('foreign_keys = on');
    db.pragma(`busy_timeout = ${String(BUSY_MS)}`);
    migrate(db);
    return sqliteCase(db, path);
  } catch (cause) {
    db.close();
    throw unwritable(path, cause);
  }
}

/** Opens a case that must be there already. Throws UserError E_NO_CASE too. */
export function openExistingCase(path: string): CaseStore {
  if (!existsSync(path))
    throw new UserError(`There is no case at ${path}`, {
      code: 'E_NO_CASE',
      suggestions: ['forensics ingest ./logs makes one', 'Name another with --case FILE or FORENSICS_CASE'],
    });
  return openCase(path);
}

function connect(path: string): Database.Database {
  try {
    return new Database(path);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

const unwritable = (path: string, cause: unknown): unknown =>
  cause instanceof Database.SqliteError || cause instanceof TypeError
    ? new UserError(`The case ${path} cannot be written`, {
        code: 'E_CASE_UNWRITABLE',
        suggestions: ['Name a file in a folder that you may write with --case FILE'],
        cause,
      })
    : cause;

/** Looks at the header alone, as opening a database may already change it. */
function examine(path: string): void {
  const header = headerOf(path);
  if (header.length === 0) return;
  const isSqlite = header.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC;
  if (!isSqlite || header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID)
    throw new UserError(`${path} is not a forensics case`, {
      code: 'E_NOT_A_CASE',
      suggestions: ['Name another file with --case FILE or FORENSICS_CASE'],
    });
  const version = header.readUInt32BE(USER_VERSION_AT);
  if (version > MIGRATIONS.length)
    throw new UserError(
      `${path} was made by a newer forensics (schema ${String(version)}, this one knows ${String(MIGRATIONS.length)})`,
      {
        code: 'E_NEWER_CASE',
        suggestions: ['Use the newer version, or another file with --case FILE'],
      },
    );
}

function headerOf(path: string): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(HEADER_BYTES);
      return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0) === 0 ? 0 : HEADER_BYTES);
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw new UserError(`The case ${path} cannot be read`, { code: 'E_CASE_UNWRITABLE', cause });
  }
}

function migrate(db: Database.Database): void {
  const done = Number(db.pragma('user_version', { simple: true }));
  if (done >= MIGRATIONS.length) return;
  db.transaction(() => {
    for (const migration of MIGRATIONS.slice(done)) db.exec(migration);
    for (const view of VIEWS) db.exec(`drop view if exists ${view.name}; ${viewStatement(view)}`);
    db.pragma(`application_id = ${String(APPLICATION_ID)}`);
    db.pragma(`user_version = ${String(MIGRATIONS.length)}`);
  })();
}
