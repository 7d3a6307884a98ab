import { isFields } from '../../lib/json-fields.ts';
import { type Columns, columnsOf } from '../column-names.ts';
import type { Envelope, Inner, Peel } from '../envelope.ts';
import { anyStamp, isoStamp, syslogStamp } from '../stated-time.ts';

const MARKS = [',', ';', '\t'] as const;

interface Layout extends Columns {
  readonly mark: string;
}

/** The cells of a row: in quotes, which are doubled within, or bare. What stands behind the last mark may be bare and hold marks. */
function cellsOf(row: string, mark: string, most: number): readonly string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= row.length) {
    const isLast = cells.length === most - 1;
    const { cell, end } = row[at] === '"' ? quotedAt(row, at) : bareAt(row, at, isLast ? undefined : mark);
    cells.push(cell);
    at = end + 1;
  }
  return cells;
}

/** Where the quotes are not closed, the row reads on. */
function quotedAt(row: string, at: number): { readonly cell: string; readonly end: number } {
  const [whole = '', text = ''] = /^"((?:[^"]|"")*)(?:"|$)/.exec(row.slice(at)) ?? [];
  return { cell: text.replaceAll('""', '"'), end: at + whole.length };
}

function bareAt(row: string, at: number, mark: string | undefined): { readonly cell: string; readonly end: number } {
  const found = mark === undefined ? -1 : row.indexOf(mark, at);
  const end = found < 0 ? row.length : found;
  return { cell: row.slice(at, end), end };
}

// Jan 9, 2026 @ 10:00:00.000        Kibana
const NAMED_DAY = /^(?<month>[A-Z][a-z]{2}) (?<day>\d{1,2}), (?<year>\d{4})(?: @)? (?<clock>\d\d:\d\d:\d\d(?:\.\d+)?)$/;

function stampOf(text: string): Inner['stamp'] {
  const { month = '', day = '', year, clock = '' } = NAMED_DAY.exec(text)?.groups ?? {};
  if (year !== undefined) return syslogStamp(`${month} ${day.padStart(2)} ${clock}`, Number(year));
  return anyStamp(text) ?? isoStamp(text.replace(/(?<=:\d\d)(?=\.\d{3}$)/, ''));
}

function layoutOf(line: string): Layout | undefined {
  const mark = MARKS.find((some) => line.includes(some));
  const columns = mark === undefined ? undefined : columnsOf(cellsOf(line.replace(/^\uFEFF/, ''), mark, Infinity));
  return columns && mark !== undefined ? { ...columns, mark } : undefined;
}

const innerOf = (row: string, { mark, cells, time, message, host }: Layout): Inner | undefined => {
  const told = cellsOf(row, mark, cells);
  const stamp = stampOf((told[time] ?? '').trim());
  const [text, by = ''] = [told[message], told[host]];
  if (text === undefined || !stamp) return undefined;
  return { text: text.replace(/\r?\n$/, ''), stamp, ...(by === '' ? {} : { host: by }) };
};

const isRow = (line: string, layout: Layout): boolean => innerOf(line, layout) !== undefined;

const parsed = (layout: string): Layout | undefined => {
  const value: unknown = JSON.parse(layout);
  return isLayout(value) ? value : undefined;
};

const isLayout = (value: unknown): value is Layout => isFields(value) && 'mark' in value && 'message' in value;

/** What is left of a row whose message began above: up to the quote that closes it. */
function restOf(line: string): Inner | undefined {
  const isWithin = line.split('"').length % 2 === 1;
  const [text = ''] = isWithin ? [line] : (/^(?:[^"]|"")*/.exec(line) ?? []);
  const rest = text.replaceAll('""', '"');
  return rest === line ? undefined : { text: rest };
}

/** A row, or a piece of one that reads on below or began above. */
const peelOf =
  (layout: Layout): Peel =>
  (line) =>
    layoutOf(line) ? { text: '' } : (innerOf(line, layout) ?? restOf(line));

/** What consoles export as values between commas: a row an entry, whose message may stand on several lines. */
export const csv: Envelope = {
  id: 'csv',
  title: 'comma-separated exports (CloudWatch, Kibana, Datadog, Synology)',
  docs: 'https://www.rfc-editor.org/rfc/rfc4180',
  samples: [
    { line: 'timestamp,message', inner: { text: '' } },
    {
      line: '1795424000123,"[2026-11-23 08:53:20 +0000] [1] [INFO] said ""no"", and left"',
      inner: {
        text: '[2026-11-23 08:53:20 +0000] [1] [INFO] said "no", and left',
        stamp: anyStamp('1795424000123'),
      },
    },
    { line: '1795424000124,    self.handle(a, b)', inner: { text: '    self.handle(a, b)' } },
    { line: '"Nov 23, 2026 @ 08:53:20.125",SystemExit: 1', inner: { text: 'SystemExit: 1' } },
  ],
  learn: ({ lines }) => {
    const [layout] = lines.flatMap((line) => layoutOf(line) ?? []);
    return layout && lines.some((line) => isRow(line, layout)) ? JSON.stringify(layout) : undefined;
  },
  cutsLines: true,
  joins: (text) => {
    const layout = parsed(text);
    return (_line, next) => (layout && !isRow(next, layout) && !layoutOf(next) ? '\n' : undefined);
  },
  open: (text) => {
    const layout = text === '' ? undefined : parsed(text);
    return layout ? peelOf(layout) : () => undefined;
  },
};
