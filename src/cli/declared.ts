import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DeclaredFormat } from '../app/formats/declared-formats.ts';
import { formatFolders } from '../app/formats/format-folders.ts';
import type { Layout } from '../model/layout.ts';

/** The formats of the user's own that hold for these logs. `stated`: folders that he names. Throws UserError. */
export async function declaredFormats(
  logs: readonly string[],
  stated: readonly string[],
): Promise<readonly DeclaredFormat[]> {
  const settings = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  const folders = formatFolders({ logs, stated, settings });
  // most people have none, and need not wait for what reads them
  if (folders.length === 0) return [];
  const { formatsIn } = await import('../app/formats/declared-formats.ts');
  return formatsIn(folders);
}

/** What the formats make of a log. */
export const layoutsOf = (declared: readonly DeclaredFormat[]): readonly Layout[] =>
  declared.map(({ declaration }) => declaration.layout);
