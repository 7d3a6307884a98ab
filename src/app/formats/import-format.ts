import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { formatsOf } from './declared-formats.ts';
import { IN_FOLDER } from './format-folders.ts';

/** Checks a format file and keeps it in the working folder. Gives where. Throws UserError E_BAD_FORMAT. */
export function importFormat(path: string): string {
  formatsOf(path);
  mkdirSync(IN_FOLDER, { recursive: true });
  const kept = join(IN_FOLDER, basename(path));
  copyFileSync(path, kept);
  return kept;
}
