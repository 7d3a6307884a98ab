import { columnsOf } from './columns.ts';
import { cellsOf, type LineCells, shapeOf } from './line-cells.ts';
import { type NamedColumns, nameColumns } from './name-columns.ts';

/** Fewer lines of one shape show no format. */
const FEW = 3;
/** More show no more. */
const ENOUGH = 2_000;

/** Longer lines are no example of anything, and could be made to be slow. */
const MAX_CHARACTERS = 1_024;

const METHOD = /(?:^|["'\s|,;:=(])(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE)["'\s|,;]/;
const STATUS = /\b[1-5]\d\d\b/;

const maySumUp = (line: string): boolean => line.length <= MAX_CHARACTERS && METHOD.test(line) && STATUS.test(line);

/** So many shapes are tried: an application's own messages may look like sums of requests, too. */
const MAX_SHAPES = 32;

/** The format string of the most frequent kind of line that sums up a request, as its columns show it. */
export function inferFormat(lines: readonly string[], workerPids: ReadonlySet<number>): NamedColumns | undefined {
  const candidates = lines.filter(maySumUp).slice(0, ENOUGH).map(unwrapped).map(cellsOf);
  const name = (alike: readonly LineCells[]): NamedColumns | undefined =>
    alike.length < FEW ? undefined : nameColumns(columnsOf(alike), workerPids);
  for (const alike of groupsOf(candidates, shapeOf).slice(0, MAX_SHAPES)) {
    const named = name(alike);
    if (!named) continue;
    const family = candidates.filter((line) => beginningOf(line) === beginningOf(alike[0] ?? line));
    return alike.length >= family.length / 2 ? named : (name(withFreeTail(family)) ?? named);
  }
  return name(withFreeTail(candidates));
}

const unwrapped = (line: string): string => line.replace(/\r$/, '');

/** A server's lines begin alike: client, time, pid. */
const beginningOf = ({ cells }: LineCells): string =>
  cells
    .slice(0, 3)
    .map(({ before, kind }) => `${before}\n${kind}`)
    .join('\n');

/** The largest group first. */
function groupsOf(lines: readonly LineCells[], keyOf: (line: LineCells) => string): readonly (readonly LineCells[])[] {
  const groups = new Map<string, LineCells[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].toSorted((a, b) => b.length - a.length);
}

const NEARLY_ALL = 0.9;

/** The cells that nearly all lines begin with, and the rest of each line as one: a user agent without quotes. */
function withFreeTail(lines: readonly LineCells[]): readonly LineCells[] {
  let alike = lines;
  let count = 0;
  for (; ; count += 1) {
    const [next = []] = groupsOf(alike, ({ cells }) => `${cells[count]?.before ?? ''}\n${cells[count]?.kind ?? 'end'}`);
    if (next.length < NEARLY_ALL * lines.length || next[0]?.cells[count] === undefined) break;
    alike = next;
  }
  const begun = alike.map((line) => ({ ...line, tail: line.text.slice(line.cells[count - 1]?.end ?? 0) }));
  const before = sharedText(begun.map(({ tail }) => tail));
  return begun.map(({ text, cells, tail }) => {
    const end = { before, kind: 'tail' as const, text: tail.slice(before.length), end: text.length };
    return { text, cells: [...cells.slice(0, count), end], rest: '' };
  });
}

/** What all of them begin with, if it holds no letter or digit. */
const sharedText = (texts: readonly string[]): string => {
  const before = /^[^\w/-]*/.exec(texts[0] ?? '')?.[0] ?? '';
  return texts.every((text) => text.startsWith(before)) ? before : '';
};
