import { isNewestFirst } from '../lib/newest-first.ts';
import { isUpsideDown } from '../lib/upside-down.ts';
import type { Stamp } from '../model/time.ts';

interface Written {
  readonly text: string;
  readonly stamp: Stamp | undefined;
}

/**
 * Lines in the order in which they were written, where a console showed the newest first; each with those below it that its collector
 * did not stamp, unless tracebacks show that these were turned as well. Any other order is left as it is.
 */
export function inOrderWritten<Line extends Written>(lines: readonly Line[]): readonly Line[] {
  if (isUpsideDown(lines.map(({ text }) => text))) return lines.toReversed();
  return isNewestFirst(lines.flatMap(({ stamp }) => stamp?.wall ?? [])) ? reversed(lines) : lines;
}

function reversed<Line extends Written>(lines: readonly Line[]): readonly Line[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    if (line.stamp || groups.length === 0) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups.reverse().flat();
}
