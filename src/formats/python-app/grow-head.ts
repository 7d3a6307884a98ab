import type { LogSample } from '../format.ts';
import { datelessColumns, type KnownDays } from './dateless-times.ts';
import { columnOf, type Column, type Place } from './head-columns.ts';
import { separatorAt, valueAt, withoutPadding } from './head-tokens.ts';
import { levelNamed } from './levels.ts';
import { mostFrequent } from './most-frequent.ts';
import type { Part } from './template.ts';
import { findTime } from './times.ts';

/** Lines that break the pattern are another program's; are there more than these, it is no pattern. */
const AGREEING = 0.6;
/** An id column stands in all lines, if only as a `-`; what most lines alone have belongs to their message. */
const AGREEING_ON_ID = 0.99;
const MOST_COLUMNS = 10;
/** How far behind a value a judge of columns looks. */
const LOOK_AHEAD = 24;

/** A line, and the place up to which its head is understood. */
export interface Row {
  readonly line: string;
  readonly at: number;
}

/** A head as far as it is understood, and the lines that begin so. */
export interface Growth {
  readonly parts: readonly Part[];
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

type WorkerPids = ReadonlySet<number>;

interface Cell extends Row {
  readonly separator: string;
  readonly value: string;
}

/** The head up to and with its time, of the lines that agree on what stands before it; no rows if no line has a time. */
export const columnsBeforeTime = (
  lines: readonly string[],
  { workerPids, ...days }: Pick<LogSample, 'workerPids'> & KnownDays,
): Growth => {
  const dateless = datelessColumns(days);
  const timed = lines.flatMap((line) => {
    const time = findTime(line, dateless);
    return time ? [{ line, time, cells: cellsOf(line.slice(0, time.from), workerPids) }] : [];
  });
  const keyOf = ({ time, cells }: (typeof timed)[number]): string =>
    [time.name, ...cells.map(({ separator }) => withoutPadding(separator))].join('\0');
  const key = mostFrequent(timed.map(keyOf))?.value;
  const agreeing = timed.filter((row) => keyOf(row) === key);
  const [first] = agreeing;
  if (!first) return { parts: [], columns: [], rows: [] };
  const before = first.cells.reduce<Growth>(
    (growth, _cell, place) =>
      withCells(
        growth,
        agreeing.flatMap(({ cells }) => cells[place] ?? []),
        workerPids,
      ),
    { parts: [], columns: [], rows: [] },
  );
  return {
    parts: [...before.parts, { name: first.time.name }],
    columns: [...before.columns, 'time'],
    rows: agreeing.map(({ line, time }) => ({ line, at: time.to })),
  };
};

/** All separators and values of what stands before a time; the last value is empty. */
const cellsOf = (prefix: string, workerPids: WorkerPids): readonly Cell[] => {
  const cells: Cell[] = [];
  let at = 0;
  do {
    const cell = cellAt({ line: prefix, at }, workerPids);
    cells.push(cell);
    at = cell.at;
  } while (at < prefix.length && cells.length < MOST_COLUMNS);
  return cells;
};

/** `ForkPoolWorker-4711`, `web1.4711`: a pid behind the name of a process. */
const NAMED_PID = /^(?<name>.*[A-Za-z]\w*[-_.@#])(?<pid>\d{2,7})$/;

/** What stands next; a name before a worker's pid is what parts them. */
const cellAt = ({ line, at }: Row, workerPids: WorkerPids): Cell => {
  const separator = separatorAt(line, at);
  const value = valueAt(line, at + separator.length);
  const { name = '', pid = '' } = NAMED_PID.exec(value)?.groups ?? {};
  const end = at + separator.length + value.length;
  return workerPids.has(Number(pid)) && pid !== ''
    ? { line, separator: separator + name, value: pid, at: end }
    : { line, separator, value, at: end };
};

/** Before the time all is head: what is no column of a known kind is a literal, or a word. */
const withCells = (growth: Growth, cells: readonly Cell[], workerPids: WorkerPids): Growth => {
  const [first] = cells;
  const separator: Part = { literal: withoutPadding(first?.separator ?? '') };
  if (!first || first.value === '') return { ...growth, parts: [...growth.parts, separator] };
  const isFixed = cells.every(({ value }) => value === first.value);
  const name = columnOf(placeOf(growth, cells, workerPids))?.name;
  const value: Part = name !== undefined || !isFixed ? { name: name ?? 'word' } : { literal: first.value };
  return { ...growth, parts: [...growth.parts, separator, value], columns: [...growth.columns, name ?? 'word'] };
};

const placeOf = ({ columns }: Growth, cells: readonly Cell[], workerPids: WorkerPids): Place => ({
  separator: cells[0]?.separator ?? '',
  values: cells.map(({ value }) => value),
  following: cells.map(({ line, at }) => line.slice(at, at + LOOK_AHEAD)),
  before: columns,
  workerPids,
});

/** The head with all columns that can be found, and before it, for each soft column, the head that ends before it. */
export const growHead = (start: Growth, workerPids: WorkerPids): readonly Growth[] => {
  const shorter: Growth[] = [];
  let growth = start;
  for (let next = nextColumn(growth, workerPids); next; next = nextColumn(growth, workerPids)) {
    if (next.soft) shorter.unshift(growth);
    growth = next.growth;
  }
  return [growth, ...shorter];
};

const nextColumn = (
  growth: Growth,
  workerPids: WorkerPids,
): { readonly soft: boolean; readonly growth: Growth } | undefined => {
  const all = growth.rows.map((row) => cellAt(row, workerPids));
  const common = mostFrequent(all.map(({ separator }) => withoutPadding(separator)));
  if (!common || common.count < growth.rows.length * AGREEING || growth.columns.length >= MOST_COLUMNS)
    return undefined;
  const cells = all.filter(({ separator, value }) => value !== '' && withoutPadding(separator) === common.value);
  const column = columnOf(placeOf(growth, cells, workerPids));
  if (!column || (column.name === 'id' && cells.length < growth.rows.length * AGREEING_ON_ID)) return undefined;
  const rows = cells.filter(({ value }) => fits(column, value));
  const parts: readonly Part[] = [...growth.parts, { literal: common.value }, { name: column.name }];
  // What tells of a failure may lack the column, and be read by the shorter head alone.
  const soft = column.soft || (column.name === 'id' && rows.length < growth.rows.length);
  return { soft, growth: { parts, columns: [...growth.columns, column.name], rows } };
};

const fits = ({ name }: Column, value: string): boolean => {
  if (name === 'level') return levelNamed(value) !== undefined;
  return name !== 'pid' || /^\d{1,7}$/.test(value);
};
