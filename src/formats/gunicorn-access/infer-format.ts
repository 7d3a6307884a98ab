import { columnsOf } from './columns.ts';
import { cellsOf, type LineCells, shapeOf } from './line-cells.ts';
import { type NamedColumns, nameColumns } from './name-columns.ts';

/** Fewer lines of one shape show no format. */
const FEW = 3;
/** More show no more. */
const ENOUGH = 2_000;

// a method before a target, and a status
const MAY_SUM_UP =
  /(?:^|["'\s|,;:=(])(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE)["'\s|,;].*\b[1-5]\d\d\b|\b[1-5]\d\d\b.*["'\s|,;:=(](?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE)["'\s|,;]/;

/** The format string of the most frequent kind of line that sums up a request, as its columns show it. */
export function inferFormat(lines: readonly string[], workerPids: ReadonlySet<number>): NamedColumns | undefined {
  const candidates = lines
    .filter((line) => MAY_SUM_UP.test(line))
    .slice(0, ENOUGH)
    .map(unwrapped)
    .map(cellsOf);
  if (candidates.length < FEW) return undefined;
  const alike = largestGroup(candidates, shapeOf);
  const named = alike.length >= FEW ? nameColumns(columnsOf(alike), workerPids) : undefined;
  if (named && alike.length >= candidates.length / 2) return named;
  const cut = withFreeTail(candidates);
  return (cut.length >= FEW ? nameColumns(columnsOf(cut), workerPids) : undefined) ?? named;
}

const unwrapped = (line: string): string => line.replace(/\r$/, '');

function largestGroup(lines: readonly LineCells[], keyOf: (line: LineCells) => string): readonly LineCells[] {
  const groups = new Map<string, LineCells[]>();
  for (const line of lines) {
    const key = keyOf(line);
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}

const NEARLY_ALL = 0.9;

/** The cells that nearly all lines begin with, and the rest of each line as one: a user agent without quotes. */
function withFreeTail(lines: readonly LineCells[]): readonly LineCells[] {
  let alike = lines;
  let count = 0;
  for (; ; count += 1) {
    const next = largestGroup(alike, ({ cells }) => `${cells[count]?.before ?? ''}\n${cells[count]?.kind ?? 'end'}`);
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
