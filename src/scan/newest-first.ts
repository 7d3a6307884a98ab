import type { Stamp } from '../model/time.ts';

/** So many more steps back in time than forward show that the newest line stands first. */
const TIMES_AS_MANY = 4;
const LEAST = 2;

/**
 * Lines in the order in which they were written, where a console showed the newest first; each with those below it that its collector
 * did not stamp. Any other order is left as it is.
 */
export function inOrderWritten<Line extends { readonly stamp: Stamp | undefined }>(
  lines: readonly Line[],
): readonly Line[] {
  let [up, down] = [0, 0];
  let before: number | undefined;
  for (const { stamp } of lines) {
    if (!stamp) continue;
    if (before !== undefined && stamp.wall > before) up += 1;
    if (before !== undefined && stamp.wall < before) down += 1;
    before = stamp.wall;
  }
  return down >= LEAST && down > TIMES_AS_MANY * up ? reversed(lines) : lines;
}

function reversed<Line extends { readonly stamp: Stamp | undefined }>(lines: readonly Line[]): readonly Line[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    if (line.stamp || groups.length === 0) groups.push([line]);
    else groups.at(-1)?.push(line);
  }
  return groups.reverse().flat();
}
