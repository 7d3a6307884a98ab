import { isNewestFirst } from '../lib/newest-first.ts';
import type { Stamp } from '../model/time.ts';

/**
 * Lines in the order in which they were written, where a console showed the newest first; each with those below it that its collector
 * did not stamp. Any other order is left as it is.
 */
export function inOrderWritten<Line extends { readonly stamp: Stamp | undefined }>(
  lines: readonly Line[],
): readonly Line[] {
  return isNewestFirst(lines.flatMap(({ stamp }) => stamp?.wall ?? [])) ? reversed(lines) : lines;
}

function reversed<Line extends { readonly stamp: Stamp | undefined }>(lines: readonly Line[]): readonly Line[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    if (line.stamp || groups.length === 0) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups.reverse().flat();
}
