import { printable } from '../lib/printable.ts';
import type { Cell, Table } from '../model/table.ts';
import { cutToWidth, displayWidth } from '../lib/display-width.ts';

export type TableFormat = 'table' | 'json' | 'csv';

const GAP = '  ';
/** No column is made narrower than this to fit a screen; lines are then cut at its edge. */
const NARROWEST = 6;

/**
 * The lines of a table. `columns`: width of the terminal that shows it; lines are cut to it, and CSV is made printable.
 * Where it is absent nothing is cut, and JSON and CSV are what the case holds, to the byte.
 */
export function* renderTable(table: Table, format: TableFormat, columns?: number): Iterable<string> {
  if (format === 'json') yield* jsonLines(table);
  else if (format === 'csv') yield* csvLines(table, columns === undefined ? verbatim : printable);
  else yield* alignedLines(table, columns ?? Number.POSITIVE_INFINITY);
}

/** Binary values are shown as SQL writes them. */
const toText = (cell: Cell): string => {
  if (cell === null) return '';
  return typeof cell === 'object' ? `x'${cell.toString('hex')}'` : String(cell);
};

const verbatim = (text: string): string => text;

const isNumeric = (cell: Cell): boolean => cell === null || typeof cell === 'number' || typeof cell === 'bigint';

/** One line whatever the cell holds, safe for a terminal. */
const toLine = (text: string): string => printable(text.replace(/[\r\n\t]+/g, ' '));

function* alignedLines({ columns, rows }: Table, width: number): Iterable<string> {
  const titles = columns.map(toLine);
  const lines = rows.map((row) => row.map((cell) => toLine(toText(cell))));
  const natural = titles.map((title, at) =>
    lines.reduce((most, line) => Math.max(most, displayWidth(line[at] ?? '')), displayWidth(title)),
  );
  const widths = fitted(natural, width - GAP.length * (natural.length - 1));
  const isRight = columns.map((_, at) => rows.length > 0 && rows.every((row) => isNumeric(row[at] ?? null)));
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((room, at) => aligned(cells[at] ?? '', room, isRight[at] ?? false));
    return `${cutToWidth(padded.join(GAP).trimEnd(), width)}\n`;
  };
  yield line(titles);
  yield line(widths.map((room) => '-'.repeat(room)));
  for (const cells of lines) yield line(cells);
}

/** Widths that add up to no more than `room`: the widest columns give way first. */
function fitted(natural: readonly number[], room: number): readonly number[] {
  const total = (widest: number): number => natural.reduce((sum, width) => sum + Math.min(width, widest), 0);
  const most = natural.reduce((max, width) => Math.max(max, width), 0);
  let widest = Math.min(most, Math.max(room, NARROWEST));
  while (widest > NARROWEST && total(widest) > room) widest -= 1;
  return natural.map((width) => Math.min(width, widest));
}

function aligned(text: string, room: number, isRight: boolean): string {
  const shown = cutToWidth(text, room);
  const blanks = ' '.repeat(room - displayWidth(shown));
  return isRight ? blanks + shown : shown + blanks;
}

function* jsonLines({ columns, rows }: Table): Iterable<string> {
  const keys = unique(columns).map((name) => escaped(JSON.stringify(name)));
  const object = (row: readonly Cell[]): string =>
    `{${keys.map((key, at) => `${key}:${toJson(row[at] ?? null)}`).join(',')}}`;
  if (rows.length === 0) yield '[]\n';
  for (const [at, row] of rows.entries())
    yield `${at === 0 ? '[' : ' '}${object(row)}${at === rows.length - 1 ? ']' : ','}\n`;
}

/** Integers of 64 bits are written in full: JSON sets no bound, though many readers do. */
const toJson = (cell: Cell): string => {
  if (typeof cell === 'bigint') return String(cell);
  return escaped(JSON.stringify(typeof cell === 'object' && cell !== null ? toText(cell) : cell));
};

/** JSON itself lets through what turns a terminal around; escaped, it is the same text. */
const escaped = (json: string): string =>
  json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** `select a.id, b.id` names two columns alike; an object cannot. */
const unique = (names: readonly string[]): readonly string[] => {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let copy = 1; taken.has(free); copy++) free = `${name}:${copy}`;
    taken.add(free);
    return free;
  });
};

/** RFC 4180, with a header. */
function* csvLines({ columns, rows }: Table, show: (text: string) => string): Iterable<string> {
  const line = (cells: readonly string[]): string => `${cells.map((cell) => quoted(show(cell))).join(',')}\r\n`;
  yield line(columns);
  for (const row of rows) yield line(row.map(toText));
}

const quoted = (field: string): string => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
