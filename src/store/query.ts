import Database from 'better-sqlite3';
import { resolve } from 'node:path';
import { UserError } from '../lib/errors.ts';
import type { QueryTable } from '../model/query-table.ts';
import type { Cell, Table } from '../model/table.ts';

/**
 * Runs one statement on a connection of its own that cannot write, whatever SQLite thinks of the statement; these tables can be
 * asked like those of the case. Anything but one
 * statement that gives rows throws UserError E_SQL with SQLite's own words.
 */
export function runQuery(path: string, sql: string, tables: readonly QueryTable[] = []): Table {
  const db = new Database(resolve(path), { readonly: true, fileMustExist: true });
  try {
    // views of a case that somebody else sent may call nothing that has side effects
    db.pragma('trusted_schema = off');
    for (const table of tables) define(db, table);
    return rowsOf(db.prepare<[], Cell[]>(sql));
  } catch (cause) {
    if (cause instanceof Database.SqliteError || cause instanceof RangeError) throw refused(cause.message, cause);
    throw cause;
  } finally {
    db.close();
  }
}

function define(db: Database.Database, { name, columns, parameters, rows }: QueryTable): void {
  db.table(name, {
    columns: columns.map((column) => column.name),
    parameters: parameters.map((parameter) => parameter.name),
    *rows(...given: readonly unknown[]) {
      for (const row of rows(given)) yield [...row];
    },
  });
}

function rowsOf(statement: Database.Statement<[], Cell[]>): Table {
  if (!statement.reader || !statement.readonly) throw refused('only statements that read are run here');
  return {
    columns: statement.columns().map(({ name }) => name),
    rows: statement
      .safeIntegers(true)
      .raw(true)
      .all()
      .map((row) => row.map(plain)),
  };
}

const refused = (reason: string, cause?: unknown): UserError =>
  new UserError(`That cannot be asked: ${reason}.`, {
    code: 'E_SQL',
    suggestions: ['forensics sql --schema'],
    cause,
  });

/** 64-bit integers stay exact; those that fit are ordinary numbers. */
const plain = (value: Cell): Cell =>
  typeof value === 'bigint' && value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER
    ? Number(value)
    : value;
