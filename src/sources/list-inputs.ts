import { type Stats, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf } from '../lib/errno.ts';
import { UserError } from '../lib/errors.ts';
import type { Found, Warn } from './source.ts';

/** An input, and whether somebody asked for it by its name. */
export interface Listed extends Found {
  readonly named: boolean;
}

/** What a walk remembers: no file is read twice, no folder entered twice, however the links lie. */
interface Walk {
  readonly seen: Set<string>;
  /** How many things were met that are no folder, or were met before: a folder without any holds no file. */
  met: number;
  readonly warn: Warn;
}

/** SQLite's companions of a case file. */
const CASE_COMPANION = /\.(?:db|sqlite3?)-(?:wal|shm|journal)$/;

/** A server's variables of the environment are its configuration, though the file is hidden. */
const ENVIRONMENT = /^\.env(?:\.\w+)?$/;

const isPassedOver = (name: string): boolean =>
  (name.startsWith('.') && !ENVIRONMENT.test(name)) || CASE_COMPANION.test(name);

const isMissing = (code: string): boolean => code === 'ENOENT' || code === 'ENOTDIR';

const noSuchPath = (path: string, cause: unknown): UserError =>
  new UserError(`There is no file or folder ${path}`, {
    code: 'E_NO_SUCH_PATH',
    suggestions: [`Check the spelling: ls ${dirname(path)}`],
    cause,
  });

function tell(path: string, cause: string, { warn }: Walk): readonly Listed[] {
  warn({ path, line: undefined, cause });
  return [];
}

const cannotBeRead = (error: unknown): string => `cannot be read (${errnoOf(error)})`;

function nameOfSpecial(stats: Stats): string {
  if (stats.isSocket()) return 'a socket';
  if (stats.isFIFO()) return 'a named pipe, read only when given by its name';
  return 'a device';
}

/** True the first time that this place on disk is met, by whatever name. */
function isNew(path: string, walk: Walk): boolean {
  const real = realpathSync(path);
  if (walk.seen.has(real)) return false;
  walk.seen.add(real);
  return true;
}

function listBelow(folder: string, walk: Walk): readonly Listed[] {
  const names = readdirSync(folder)
    .filter((name) => !isPassedOver(name))
    .sort();
  return names.flatMap((name) => listFound(join(folder, name), walk));
}

function listStats(path: string, stats: Stats, walk: Walk): readonly Listed[] {
  if (stats.isDirectory() && isNew(path, walk)) return listBelow(path, walk);
  walk.met += 1;
  if (stats.isDirectory()) return [];
  if (!stats.isFile()) return tell(path, `is ${nameOfSpecial(stats)}`, walk);
  return isNew(path, walk) ? [{ path, form: 'file', bytes: stats.size, named: false }] : [];
}

function listFound(path: string, walk: Walk): readonly Listed[] {
  try {
    return listStats(path, statSync(path), walk);
  } catch (error) {
    walk.met += 1;
    return tell(path, isMissing(errnoOf(error)) ? 'is a link to nothing' : cannotBeRead(error), walk);
  }
}

function listNamed(path: string, walk: Walk): readonly Listed[] {
  const stats = statSync(path);
  if (stats.isFIFO()) return [{ path, form: 'stream', bytes: 0, named: true }];
  const before = walk.met;
  const listed = listStats(path, stats, walk);
  if (walk.met === before) return tell(path, 'holds no file', walk);
  return listed.map((input) => ({ ...input, named: stats.isFile() }));
}

function listGiven(path: string, walk: Walk): readonly Listed[] {
  if (path === '-') return [{ path, form: 'stream', bytes: 0, named: true }];
  try {
    return listNamed(path, walk);
  } catch (error) {
    if (isMissing(errnoOf(error))) throw noSuchPath(path, error);
    return tell(path, cannotBeRead(error), walk);
  }
}

/** Every input that these files, folders and streams give, once, in order of names. Throws E_NO_SUCH_PATH. */
export function listInputs(paths: readonly string[], warn: Warn): readonly Listed[] {
  const walk: Walk = { seen: new Set(), met: 0, warn };
  return [...new Set(paths)].flatMap((path) => listGiven(path, walk));
}
