import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../lib/errors.ts';

/** Where a folder keeps its formats. */
export const IN_FOLDER = join('.forensics', 'formats');

interface Places {
  readonly logs: readonly string[];
  readonly stated: readonly string[];
  /** The folder of the user's settings. */
  readonly settings: string;
}

/** Where formats are looked for: where the user says, beside the logs, in the working folder, among his settings. */
export function formatFolders({ logs, stated, settings }: Places): readonly string[] {
  for (const folder of stated) if (!isFolder(folder)) throw noSuchFolder(folder);
  const usual = [...logs.filter(isFolder), '.'].map((folder) => join(folder, IN_FOLDER));
  return [...new Set([...stated, ...usual, join(settings, 'forensics', 'formats')])].filter(isFolder);
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

const noSuchFolder = (path: string): UserError =>
  new UserError(`${path} is no folder of formats`, {
    code: 'E_NO_SUCH_PATH',
    suggestions: ['Put files like billing.yaml in it, with template: and samples:'],
  });
