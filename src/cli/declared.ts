import { homedir } from 'node:os';
import { join } from 'node:path';
import { type DeclaredFormat, formatFolders, formatsIn } from '../app/declared-formats.ts';

/** The formats of the user's own that hold for these logs. `stated`: folders that he names. Throws UserError. */
export function declaredFormats(logs: readonly string[], stated: readonly string[]): readonly DeclaredFormat[] {
  const settings = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return formatsIn(formatFolders({ logs, stated, settings }));
}
