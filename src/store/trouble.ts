import Database from 'better-sqlite3';
import { UserError } from '../lib/errors.ts';

const ANEW = 'forensics ingest ./logs --case NEW.db makes a case anew';

interface Kind {
  /** Result codes of SQLite, without what extends them (https://www.sqlite.org/rescode.html). */
  readonly codes: RegExp;
  readonly code: string;
  readonly is: string;
  readonly tryThis: string;
}

const KINDS: readonly Kind[] = [
  {
    codes: /^SQLITE_(BUSY|LOCKED)/,
    code: 'E_CASE_BUSY',
    is: 'is being written by another forensics',
    tryThis: 'try again when that has finished',
  },
  { codes: /^SQLITE_(CORRUPT|NOTADB)/, code: 'E_CASE_DAMAGED', is: 'is damaged', tryThis: ANEW },
  {
    codes: /^SQLITE_(READONLY|CANTOPEN|PERM|FULL|IOERR)/,
    code: 'E_CASE_UNWRITABLE',
    is: 'cannot be written',
    tryThis: 'name a file in a folder that you may write, on a disk with space, with --case FILE',
  },
];

/** What the operator can mend of an error of SQLite, as a UserError; any other error as it is. */
export function toTrouble(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const { code, message } = error;
  const kind = KINDS.find(({ codes }) => codes.test(code));
  if (!kind) return error;
  return new UserError(`The case ${path} ${kind.is}: ${message}.`, {
    code: kind.code,
    suggestions: [kind.tryThis],
    cause: error,
  });
}

/** A record of the case does not hold what this program writes. */
export const damaged = (what: string, cause?: unknown): UserError =>
  new UserError(`The case is damaged: ${what} cannot be read.`, { code: 'E_CASE_DAMAGED', suggestions: [ANEW], cause });
