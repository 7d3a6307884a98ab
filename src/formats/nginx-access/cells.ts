/** A column of a line: what stands before it belongs to the format, what it holds to the request. */
export interface Cell {
  /** Text between the column before and this one. */
  readonly before: string;
  readonly label: string;
  readonly text: string;
}

/** A line taken apart. */
export interface LineCells {
  readonly cells: readonly Cell[];
  /** Text behind the last column. */
  readonly rest: string;
}

const ITEM = String.raw`[^\s",\[\]]+`;
const CELL = new RegExp(
  [
    // rt=  upstream:  "status":
    String.raw`(?<label>(?:"[\w.-]+"|[A-Za-z][\w.-]*)(?:=|:(?=[\s"[])\s?))?`,
    String.raw`(?:"(?<quoted>(?:[^"\\]|\\.)*)"|\[(?<bracketed>[^\]]*)\]|(?<bare>${ITEM}(?:(?:, | : )${ITEM})*))`,
  ].join(''),
  'g',
);

/** Marks that people set between columns, and that nothing in a column holds. */
const PARTING: readonly string[] = ['\t', '|', ';'];
/** So many of one mark part columns; fewer may stand in an address or a user agent. */
const FEWEST_MARKS = 4;

/** Takes a line of nginx' apart: columns stand between marks of one kind, or else between quotes, brackets or blanks. */
export function cellsOf(line: string): LineCells {
  const mark = PARTING.find((one) => line.split(one).length > FEWEST_MARKS);
  return mark === undefined ? cellsBetweenBlanks(line) : cellsBetween(mark, line);
}

const MARKED = /^(?<before>\s*(?:(?<label>[A-Za-z][\w.-]*)[=:]\s?)?["[]?)(?<text>.*?)(?<after>["\]]?\s*)$/;

function cellsBetween(mark: string, line: string): LineCells {
  let behind = '';
  const cells = line.split(mark).map((part, at): Cell => {
    const { before = '', label = '', text = '', after = '' } = MARKED.exec(part)?.groups ?? {};
    const cell = { before: `${behind}${at === 0 ? '' : mark}${before}`, label: label.toLowerCase(), text };
    behind = after;
    return cell;
  });
  return { cells, rest: behind };
}

function cellsBetweenBlanks(line: string): LineCells {
  const cells: Cell[] = [];
  let from = 0;
  for (const { 0: whole, index, groups = {} } of line.matchAll(CELL)) {
    const { label = '', quoted, bracketed, bare } = groups;
    const text = quoted ?? bracketed ?? bare ?? '';
    const open = bare === undefined ? 1 : 0;
    const begin = index + label.length + open;
    cells.push({ before: line.slice(from, begin), label: nameIn(label), text });
    from = index + whole.length - open;
  }
  return { cells, rest: line.slice(from) };
}

const nameIn = (label: string): string => /[\w.-]+/.exec(label)?.[0]?.toLowerCase() ?? '';

/** Lines with the same shape differ only in their columns. */
export const shapeOf = ({ cells, rest }: LineCells): string =>
  JSON.stringify([cells.map(({ before }) => before), rest]);
