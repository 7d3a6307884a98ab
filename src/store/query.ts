import Database from 'better-sqlite3';
import { UserError } from '../lib/errors.ts';
import type { Table } from './case-store.ts';

/**
 * Runs one read-only statement on a connection of its own that cannot write. Anything else than one statement that gives
 * rows throws UserError E_SQL with SQLite's own words.
 */
export function runQuery(path: string, sql: string): Table {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    db.pragma('query_only = on');
    const statement = db.prepare<[], (string | number | bigint | Buffer | null)[]>(sql);
    if (!statement.reader || !statement.readonly) throw refused('Only statements that read are allowed');
    const columns = statement.columns().map(({ name }) => name);
    return {
      columns,
      rows: statement
        .safeIntegers(true)
        .raw(true)
        .all()
        .map((row) => row.map(plain)),
    };
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (cause instanceof Error) throw refused(cause.message, cause);
    throw cause;
  } finally {
    db.close();
  }
}

const refused = (reason: string, cause?: unknown): UserError =>
  new UserError(`That statement cannot be run: ${reason}`, {
    code: 'E_SQL',
    suggestions: ['forensics sql --schema lists the tables and their columns'],
    cause,
  });

/** 64-bit integers stay exact; those that fit are ordinary numbers. */
const plain = (value: string | number | bigint | Buffer | null): string | number | bigint | Buffer | null =>
  typeof value === 'bigint' && value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    ? Number(value)
    : value;
