import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { errnoOf } from '../lib/errno.ts';
import { UserError } from '../lib/errors.ts';
import { APPLICATION_ID } from './schema/application-id.ts';
import { SCHEMA_VERSION } from './schema/migrate.ts';

const SQLITE_MAGIC = 'SQLite format 3\0';
/** Places in the first page of a database file (https://www.sqlite.org/fileformat2.html, 1.3 and 1.6). */
const USER_VERSION_AT = 60;
const APPLICATION_ID_AT = 68;
const SCHEMA_PAGE_KIND_AT = 100;
const SCHEMA_CELLS_AT = 103;
const HEADER_BYTES = 108;
const LEAF_PAGE = 0x0d;

/** What stands at a path: nothing, a file without content, or a case of a schema that we know. */
export type Found = { readonly what: 'nothing' | 'empty' } | { readonly what: 'case'; readonly version: number };

/**
 * Looks at the bytes of a file alone, as opening a database may already change it or leave files beside it. Throws UserError
 * E_NOT_A_CASE, E_NEWER_CASE, or E_CASE_UNWRITABLE.
 */
export function findCase(path: string): Found {
  const header = headerOf(path);
  if (!header) return { what: 'nothing' };
  if (isWithoutContent(header, path)) return { what: 'empty' };
  if (!isSqlite(header) || header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) throw notACase(path);
  const version = header.readUInt32BE(USER_VERSION_AT);
  if (version > SCHEMA_VERSION) throw newerCase(path, version);
  return { what: 'case', version };
}

/** The first bytes of a regular file, filled up with zeros; `undefined` where there is no file. */
function headerOf(path: string): Buffer | undefined {
  try {
    if (!statSync(path).isFile()) throw unreadable(path, 'it is no regular file');
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(fstatSync(file).size === 0 ? 0 : HEADER_BYTES);
      readSync(file, header, 0, header.length, 0);
      return header;
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw unreadable(path, errnoOf(cause), cause);
  }
}

const isSqlite = (header: Buffer): boolean => header.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC;

/** An empty file, or a database of nobody in which no table was ever made. */
function isWithoutContent(header: Buffer, path: string): boolean {
  if (header.length === 0) return true;
  const hasNoTable = header[SCHEMA_PAGE_KIND_AT] === LEAF_PAGE && header.readUInt16BE(SCHEMA_CELLS_AT) === 0;
  return isSqlite(header) && hasNoTable && header.readUInt32BE(APPLICATION_ID_AT) === 0 && !hasWrites(path);
}

/** A log beside the file may hold tables that are not in it yet. */
const hasWrites = (path: string): boolean => (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

const ANOTHER_FILE = 'name another file with --case FILE';

const notACase = (path: string): UserError =>
  new UserError(`${path} is no case of forensics.`, { code: 'E_NOT_A_CASE', suggestions: [ANOTHER_FILE] });

/** The operator's older program meets a newer case. */
export const newerCase = (path: string, version: number): UserError =>
  new UserError(`${path} was made by a newer forensics (schema ${version}, this one knows ${SCHEMA_VERSION}).`, {
    code: 'E_NEWER_CASE',
    suggestions: ['use that newer version', ANOTHER_FILE],
  });

const unreadable = (path: string, why: string, cause?: unknown): UserError =>
  new UserError(`The case ${path} cannot be opened: ${why}.`, {
    code: 'E_CASE_UNWRITABLE',
    suggestions: [ANOTHER_FILE],
    cause,
  });
