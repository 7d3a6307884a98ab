import { cellsOf, type LineCells, shapeOf } from './cells.ts';
import { nameColumns } from './name-columns.ts';

/** More lines show no more. */
const ENOUGH = 1_000;
/** Longer ones are no example of anything. */
const MAX_CHARACTERS = 4_096;
const MAX_SHAPES = 16;

const REQUEST =
  /"(?:[A-Z]{3,9} [^"]*|-?)"|\b(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS)(?:[ \t|;]|"?[ \t]+\w+[=:] ?"?)\//;

/** The `log_format` of the most frequent kind of line that only a proxy writes, as its columns show it. */
export function inferFormat(lines: readonly string[]): string | undefined {
  const groups = new Map<string, LineCells[]>();
  for (const line of lines.filter((one) => one.length <= MAX_CHARACTERS && REQUEST.test(one)).slice(0, ENOUGH)) {
    const cells = cellsOf(line.replace(/\r$/, ''));
    const shape = shapeOf(cells);
    groups.set(shape, [...(groups.get(shape) ?? []), cells]);
  }
  const largest = [...groups.values()].sort((a, b) => b.length - a.length).slice(0, MAX_SHAPES);
  for (const alike of largest) {
    const format = nameColumns(alike);
    if (format !== undefined) return format;
  }
  return undefined;
}
