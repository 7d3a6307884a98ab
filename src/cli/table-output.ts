import stringWidth from 'string-width';
import { printable } from '../lib/printable.ts';
import type { Table } from '../model/table.ts';

type Cell = Table['rows'][number][number];

/** Columns are kept at least so wide, so that a narrow terminal still shows something of each. */
const LEAST_COLUMN = 6;
const GAP = '  ';

/** A table as aligned text (clipped to `width` columns where one is given), JSON objects, or CSV (RFC 4180). */
export function renderTable(table: Table, format: 'table' | 'json' | 'csv', width?: number): readonly string[] {
  if (format === 'json')
    return [
      `${JSON.stringify(
        table.rows.map((row) => objectOf(table.columns, row)),
        null,
        2,
      )}\n`,
    ];
  if (format === 'csv') return [table.columns, ...table.rows].map((row) => `${row.map(csvCell).join(',')}\r\n`);
  return aligned(table, width ?? Number.POSITIVE_INFINITY);
}

const objectOf = (columns: readonly string[], row: readonly Cell[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(columns.map((column, at) => [column, jsonCell(row[at] ?? null)]));

const jsonCell = (cell: Cell): unknown =>
  typeof cell === 'bigint' ? cell.toString() : Buffer.isBuffer(cell) ? cell.toString('base64') : cell;

function csvCell(cell: Cell): string {
  const text = cell === null ? '' : plain(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const plain = (cell: Cell): string => (Buffer.isBuffer(cell) ? cell.toString('hex') : String(cell));

function aligned({ columns, rows }: Table, width: number): readonly string[] {
  const cells = [columns, ...rows].map((row) => row.map((cell) => (cell === null ? '' : shown(plain(cell)))));
  const widths = fitted(
    columns.map((_column, at) => Math.max(...cells.map((row) => stringWidth(row[at] ?? '')))),
    width,
  );
  const lines = cells.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths.map((length) => '-'.repeat(length)).join(GAP);
  return [lines[0] ?? '', rule, ...lines.slice(1)].map((line) => `${line}\n`);
}

/** One line a row: line ends and tabs within a cell become blanks. */
const shown = (text: string): string => printable(text.replace(/[\r\n\t]+/g, ' '));

/** Widths that fit: the widest column gives way, again and again, until all have their place. */
function fitted(widths: readonly number[], width: number): readonly number[] {
  const total = widths.reduce((sum, length) => sum + length, 0) + GAP.length * Math.max(0, widths.length - 1);
  const widest = Math.max(...widths);
  if (total <= width || widest <= LEAST_COLUMN) return widths;
  const second = Math.max(LEAST_COLUMN, ...widths.filter((length) => length < widest));
  const share = widths.filter((length) => length === widest).length;
  const fair = Math.max(second, widest - Math.ceil((total - width) / share));
  return fitted(
    widths.map((length) => (length === widest ? Math.min(fair, widest - 1) : length)),
    width,
  );
}

function padded(text: string, width: number): string {
  const clipped = stringWidth(text) > width ? cut(text, width - 1) : text;
  return clipped + ' '.repeat(Math.max(0, width - stringWidth(clipped)));
}

/** As many whole characters as fit into `width` columns, and a mark that more follow. */
function cut(text: string, width: number): string {
  let fits = '';
  let taken = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    taken += stringWidth(segment);
    if (taken > width) break;
    fits += segment;
  }
  return `${fits}…`;
}
