import type { Envelope, Inner, Peel } from '../envelope.ts';
import { anyStamp, isoStamp } from '../stated-time.ts';

// | @timestamp | @message |        |   timestamp   |   message   |        ||  ingestionTime |  message  |  timestamp  ||
const TIME_NAME = /^@?(?:time ?stamp|time|date(?: ?time)?)(?: ?\(utc\))?$/i;
const MESSAGE_NAME = /^@?(?:message|log|line|msg|text_?payload)$/i;
const ROW = /^\s*\|+(?<cells>.*[^|])\|+\s*$/;
/** `|---|---|`, `+-----+-----+`, or a whole line of dashes above and below. */
const RULE = /^\s*(?:[|+][|+:=\s-]*-{3}[|+:=\s-]*|[-=+]{20,})$/;
/** A time and what was said then. */
const FEWEST_CELLS = 2;

/** Where in a table's rows stands what; `pad`: blanks before each message that are the table's own. */
interface Columns {
  readonly cells: number;
  readonly time: number;
  readonly message: number;
  readonly pad: number;
}

const cellsOf = (line: string): readonly string[] => ROW.exec(line)?.groups?.['cells']?.split('|') ?? [];

const isHeader = (line: string): boolean => {
  const names = cellsOf(line).map((cell) => cell.trim());
  return names.some((name) => TIME_NAME.test(name)) && names.some((name) => MESSAGE_NAME.test(name));
};

function columnsOf(lines: readonly string[]): Columns | undefined {
  const header = lines.find(isHeader);
  if (header === undefined) return undefined;
  const names = cellsOf(header).map((cell) => cell.trim());
  const found = {
    cells: names.length,
    time: names.findIndex((name) => TIME_NAME.test(name)),
    message: names.findIndex((name) => MESSAGE_NAME.test(name)),
  };
  const messages = lines.filter((line) => !isHeader(line) && !RULE.test(line)).flatMap((line) => cellAt(line, found));
  const told = messages.filter((cell) => cell.trim() !== '');
  if (told.length === 0 || names.length < FEWEST_CELLS) return undefined;
  return { ...found, pad: Math.min(...told.map((cell) => cell.length - cell.trimStart().length)) };
}

/** The message's cell of a row, which may hold bars of its own. */
function cellAt(line: string, { cells, message }: Pick<Columns, 'cells' | 'message'>): readonly string[] {
  const found = cellsOf(line);
  const behind = cells - 1 - message;
  return found.length < cells ? [] : [found.slice(message, found.length - behind).join('|')];
}

const peelOf =
  (columns: Columns): Peel =>
  (line): Inner | undefined => {
    if (RULE.test(line) || isHeader(line)) return { text: '' };
    const [cell] = cellAt(line, columns);
    if (cell === undefined) return undefined;
    const found = cellsOf(line);
    const behind = found.length - columns.cells;
    const time = (found[columns.time < columns.message ? columns.time : columns.time + behind] ?? '').trim();
    const stamp = anyStamp(time);
    // A message of several lines goes on in rows without a time.
    if (!stamp && time !== '') return undefined;
    const indent = cell.length - cell.trimStart().length;
    return { text: cell.slice(Math.min(columns.pad, indent)).trimEnd(), ...(stamp ? { stamp } : {}) };
  };

const isColumns = (value: unknown): value is Columns => typeof value === 'object' && value !== null && 'pad' in value;

/** A table of which one column is the time and one the line that was logged, as consoles print and copy it. */
export const textTable: Envelope = {
  id: 'text-table',
  title: 'tables of times and messages (CloudWatch, AWS CLI, SQL consoles)',
  docs: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html#table-output',
  samples: [
    { line: '|   timestamp   |                      message                       |', inner: { text: '' } },
    { line: '|---------------|----------------------------------------------------|', inner: { text: '' } },
    {
      line: '| 1795424000123 | [2026-11-23 09:33:20 +0000] [8] [INFO] a | b       |',
      inner: {
        text: '[2026-11-23 09:33:20 +0000] [8] [INFO] a | b',
        stamp: isoStamp('2026-11-23 08:53:20.123Z'),
      },
    },
    {
      line: '| 1795424000124 |   File "/srv/a.py", line 1, in f                    |',
      inner: { text: '  File "/srv/a.py", line 1, in f' },
    },
  ],
  learn: ({ lines }) => {
    const columns = columnsOf(lines);
    return columns && JSON.stringify(columns);
  },
  open(layout) {
    const columns: unknown = layout === '' ? undefined : JSON.parse(layout);
    return isColumns(columns) ? peelOf(columns) : () => undefined;
  },
};
