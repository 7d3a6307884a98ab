import { isFields } from '../../lib/json-fields.ts';
import { type Columns, columnsOf } from '../column-names.ts';
import type { Envelope, Inner, Peel } from '../envelope.ts';
import { anyStamp, isoStamp } from '../stated-time.ts';

// | @timestamp | @message |        |   timestamp   |   message   |        ||  ingestionTime |  message  |  timestamp  ||
const ROW = /^\s*\|+(?<cells>.*[^|])\|+\s*$/;
/** `|---|---|`, `+-----+-----+`, or a whole line of dashes above and below. */
const RULE = /^\s*(?:[|+][|+:=\s-]*-{3}[|+:=\s-]*|[-=+]{20,})$/;
/** `pad`: blanks before each message that are the table's own. */
interface Layout extends Columns {
  readonly pad: number;
}

const cellsOf = (line: string): readonly string[] => ROW.exec(line)?.groups?.['cells']?.split('|') ?? [];

const isHeading = (line: string): boolean => columnsOf(cellsOf(line)) !== undefined;

/** `09:33:20`, `09:33:20.123`: a time whose day stands elsewhere. */
const CLOCK = /^\d\d:\d\d:\d\d(?:[.,]\d{1,6})?$/;

const isTime = (cell: string): boolean => CLOCK.test(cell) || anyStamp(cell) !== undefined;

/** So many rows that begin with a time are no chance where no heading tells what their cells hold. */
const FEWEST = 3;

/** What a table's rows hold whose heading was left out: the time, and behind it the message with whatever bars it has. */
function unheaded(lines: readonly string[]): Columns | undefined {
  const rows = lines.map(cellsOf).filter((cells) => cells.length > 1);
  const isTimed = rows.length >= FEWEST && rows.every(([first = '']) => isTime(first.trim()));
  return isTimed ? { cells: 2, time: 0, message: 1, host: -1 } : undefined;
}

function layoutOf(lines: readonly string[]): Layout | undefined {
  const columns = lines.flatMap((line) => columnsOf(cellsOf(line)) ?? [])[0] ?? unheaded(lines);
  if (!columns) return undefined;
  const messages = lines
    .filter((line) => !isHeading(line) && !RULE.test(line))
    .flatMap((line) => cellAt(line, columns));
  const told = messages.filter((cell) => cell.trim() !== '');
  if (told.length === 0) return undefined;
  return { ...columns, pad: Math.min(...told.map((cell) => cell.length - cell.trimStart().length)) };
}

/** The message's cell of a row, which may hold bars of its own. */
function cellAt(line: string, { cells, message }: Pick<Columns, 'cells' | 'message'>): readonly string[] {
  const found = cellsOf(line);
  const behind = cells - 1 - message;
  return found.length < cells ? [] : [found.slice(message, found.length - behind).join('|')];
}

const peelOf =
  (columns: Layout): Peel =>
  (line): Inner | undefined => {
    if (RULE.test(line) || isHeading(line)) return { text: '' };
    const [cell] = cellAt(line, columns);
    if (cell === undefined) return undefined;
    const found = cellsOf(line);
    const behind = found.length - columns.cells;
    const time = (found[columns.time < columns.message ? columns.time : columns.time + behind] ?? '').trim();
    const stamp = anyStamp(time);
    // A message of several lines goes on in rows without a time.
    if (time !== '' && !isTime(time)) return undefined;
    const indent = cell.length - cell.trimStart().length;
    return { text: cell.slice(Math.min(columns.pad, indent)).trimEnd(), ...(stamp ? { stamp } : {}) };
  };

const isLayout = (value: unknown): value is Layout => isFields(value) && 'pad' in value;

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
    const layout = layoutOf(lines);
    return layout && JSON.stringify(layout);
  },
  open(layout) {
    const columns: unknown = layout === '' ? undefined : JSON.parse(layout);
    return isLayout(columns) ? peelOf(columns) : () => undefined;
  },
};
