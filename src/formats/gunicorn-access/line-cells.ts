/** A part of a line that may differ from line to line, and the text between the cell before and this one. */
export interface Cell {
  readonly before: string;
  readonly kind: 'time' | 'pid' | 'request' | 'quoted' | 'word' | 'tail';
  readonly text: string;
  /** Offset of the first character behind it. */
  readonly end: number;
}

/** A line taken apart. */
export interface LineCells {
  readonly text: string;
  readonly cells: readonly Cell[];
  /** Text behind the last cell. */
  readonly rest: string;
}

/** Text that names the cell behind it. */
const LABEL = 'label';

/** Each group of a pattern is a cell, what stands around the groups is text between cells. */
interface Rule {
  readonly kind: Cell['kind'] | typeof LABEL;
  readonly pattern: RegExp;
}

/** What may stand at a place, the first that does. */
const RULES: readonly Rule[] = [
  // [23/Nov/2026:09:45:03 +0000]
  { kind: 'time', pattern: /(\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d(?:(?:\.\d{1,6})? [+-]\d{4})?\])/dy },
  // <10149>
  { kind: 'pid', pattern: /(<\d+>)/dy },
  // "status": 200
  { kind: LABEL, pattern: /"[^"\\]*"\s*:\s*/dy },
  // "okhttp/4.12.0"
  { kind: 'quoted', pattern: /"((?:[^"\\]|\\.)*)"/dy },
  // GET /item?order_id=1059349 HTTP/1.1
  { kind: 'request', pattern: /([A-Z]{3,9} \S+ HTTP\/\d(?:\.\d)?)/dy },
  // GET /item order_id=1059349 HTTP/1.1: method, path, query and protocol in columns of their own
  { kind: 'word', pattern: /([A-Z]{3,9}) ([/*]\S*) (\S*) (HTTP\/\d(?:\.\d)?)/dy },
  // 0/81643
  { kind: 'word', pattern: /(\d+)\/(\d+)(?=[\s*|,;\])}"]|$)/dy },
  // fe80::1
  { kind: 'word', pattern: /([0-9a-fA-F]{0,4}:(?:[0-9a-fA-F]{0,4}:)+[0-9a-fA-F.]*)/dy },
  // us=81643 pid: <10149>
  { kind: LABEL, pattern: /[A-Za-zµμ_@$][\w.@$-]*(?:=|: ?(?=["[<\d(-]))/dy },
  { kind: 'word', pattern: /(\/[^\s"|]*)/dy },
  { kind: 'word', pattern: /([^\s"|,;*[\]{}()<>]+)/dy },
];

/** Takes a line apart, so that lines written by one format string have the same parts, or nearly. */
export function cellsOf(text: string): LineCells {
  const cells: Cell[] = [];
  let textFrom = 0;
  let hasLabel = false;
  for (let at = 0; at < text.length;) {
    const part = partAt(text, at, hasLabel);
    for (const { from, to, kind } of part?.cells ?? []) {
      cells.push({ before: text.slice(textFrom, from), kind, text: text.slice(from, to), end: to });
      textFrom = to;
    }
    hasLabel = part?.cells.length === 0;
    at = part?.end ?? at + 1;
  }
  return { text, cells, rest: text.slice(textFrom) };
}

interface Part {
  readonly cells: readonly { readonly from: number; readonly to: number; readonly kind: Cell['kind'] }[];
  readonly end: number;
}

function partAt(text: string, at: number, hasLabel: boolean): Part | undefined {
  for (const { kind, pattern } of RULES) {
    if (kind === LABEL && hasLabel) continue;
    pattern.lastIndex = at;
    const groups = pattern.exec(text)?.indices?.slice(1);
    if (!groups) continue;
    const cells =
      kind === LABEL ? [] : groups.flatMap((range) => (range ? [{ from: range[0], to: range[1], kind }] : []));
    return { cells, end: Math.max(pattern.lastIndex, at + 1) };
  }
  return undefined;
}

/** Lines with the same shape differ only in their cells. */
export const shapeOf = ({ cells, rest }: LineCells): string =>
  `${cells.map(({ before, kind }) => `${before}\n${kind}`).join('\n')}\n${rest}`;
