import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { checkSamples } from '../../declarations/check-samples.ts';
import type { Declaration, Problem } from '../../declarations/declaration.ts';
import { readDeclarations } from '../../declarations/read-declarations.ts';
import { UserError } from '../../lib/errors.ts';
import type { Layout } from '../../model/layout.ts';
import { formats } from '../catalogue.ts';

/** A format that a user declares, and the file in which he does. */
export interface DeclaredFormat {
  readonly path: string;
  readonly declaration: Declaration;
}

const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);
/** All formats that are declared in these folders. Throws UserError E_BAD_FORMAT, with file, line and cause. */
export const formatsIn = (folders: readonly string[]): readonly DeclaredFormat[] =>
  folders
    .flatMap((folder) =>
      readdirSync(folder)
        .sort()
        .map((name) => join(folder, name)),
    )
    .filter((path) => EXTENSIONS.has(extname(path)))
    .flatMap(formatsOf);

/** The formats that one file declares. Throws UserError E_BAD_FORMAT. */
export function formatsOf(path: string): readonly DeclaredFormat[] {
  const { declarations, problems } = readDeclarations(textOf(path), basename(path, extname(path)));
  const found = [...problems, ...declarations.flatMap((declaration) => checkSamples(declaration, opened))];
  if (found.length > 0) throw badFormat(path, found);
  return declarations.map((declaration) => ({ path, declaration }));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UserError(`${path} cannot be read`, { code: 'E_NO_SUCH_PATH', cause });
  }
}

function opened(layout: Layout) {
  const format = formats.find(({ id }) => id === layout.format);
  if (!format) throw new Error(`no format ${layout.format}`);
  return format.open(layout);
}

const MOST_SHOWN = 5;

function badFormat(path: string, problems: readonly Problem[]): UserError {
  const [first, ...others] = problems.map(({ line, cause }) => `${path}:${String(line)}: ${cause}`);
  return new UserError(first ?? path, { code: 'E_BAD_FORMAT', suggestions: others.slice(0, MOST_SHOWN) });
}
