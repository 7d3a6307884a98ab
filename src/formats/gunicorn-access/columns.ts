import type { Cell, LineCells } from './line-cells.ts';

/** One column of a log whose lines all have the same shape. */
export interface Column {
  readonly kind: Cell['kind'];
  /** Text between the column before and this one, and between this one and the next. */
  readonly before: string;
  readonly after: string;
  /** Its value in each line. */
  readonly values: readonly string[];
  /** Those values that are not `-` or empty. */
  readonly told: readonly string[];
}

/** Conversions (`%(t)s`) by column. */
export type Names = Map<Column, string>;

/** The columns of lines of one shape. Words that are the same in all lines, and units behind numbers, are text between columns. */
export function columnsOf(lines: readonly LineCells[]): readonly Column[] {
  const [first] = lines;
  if (!first) return [];
  const columns: Column[] = [];
  let before = '';
  first.cells.forEach((cell, place) => {
    const values = lines.map(({ cells }) => cells[place]?.text ?? '');
    before += cell.before;
    if (isFixedWord(cell.kind, values)) {
      before += cell.text;
      return;
    }
    const unit = cell.kind === 'word' ? sharedUnit(values) : '';
    columns.push(
      columnOf(
        cell.kind,
        before,
        values.map((value) => value.slice(0, value.length - unit.length)),
      ),
    );
    before = unit;
  });
  return columns.map((column, place) => ({ ...column, after: columns[place + 1]?.before ?? before + first.rest }));
}

const columnOf = (kind: Cell['kind'], before: string, values: readonly string[]): Column => ({
  kind,
  before,
  after: '',
  values,
  told: values.filter((value) => value !== '-' && value !== ''),
});

const METHOD = /^(?:GET|HEAD|POST|PUT|DELETE|PATCH|OPTIONS|CONNECT|TRACE)$/;
/** Words that stand for a value. */
const NO_VALUE = /^(?:none|null|nil|true|false|localhost)$/i;

/** `took`, `INFO`: a word of the format string itself. */
const isFixedWord = (kind: Cell['kind'], values: readonly string[]): boolean => {
  const [first = ''] = values;
  if (kind !== 'word' || !/^[^\d/]*[A-Za-zµμ][^\d/]*$/.test(first) || METHOD.test(first) || NO_VALUE.test(first))
    return false;
  return values.length > 1 && values.every((value) => value === first);
};

const UNIT = /^\d+(?:\.\d+)?(?<unit>[A-Za-zµμ]{1,8})$/;

const sharedUnit = (values: readonly string[]): string => {
  const unit = UNIT.exec(values[0] ?? '')?.groups?.['unit'] ?? '';
  return values.every((value) => value.endsWith(unit) && UNIT.test(value)) ? unit : '';
};

/** True if nearly all values that are told are so: some lines of a log are always broken. */
export const mostly = ({ told }: Column, isSo: (value: string) => boolean): boolean =>
  told.length > 0 && told.filter(isSo).length >= MOST * told.length;

const MOST = 0.9;

/** Share of the values told that differ from one another. */
export const variety = ({ told }: Column): number => (told.length === 0 ? 0 : new Set(told).size / told.length);

/** The name that stands before a column (`us=81643`, `"pid": "<12>"`, `took 64`), or an empty text. */
export const labelOf = ({ before }: Column): string =>
  /(?<label>[A-Za-zµμ][\w.µμ-]*)["']?\s*[=:]?\s*["'<([]*$/.exec(before)?.groups?.['label'] ?? '';

const WHOLE_NUMBER = /^\d{1,15}$/;

/** The column as whole numbers; `undefined` if it holds anything else. */
export const numbersOf = ({ values }: Column): readonly number[] | undefined =>
  values.every((value) => WHOLE_NUMBER.test(value)) ? values.map(Number) : undefined;
