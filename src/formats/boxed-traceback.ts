//  ╭─────────────── Traceback (most recent call last) ────────────────╮
const TOP = /[╭┌+][─-]{2,} (?:\S+ )?Traceback \(most recent call last\) [─-]+[╮┐+]\s*$/u;
const BOTTOM = /^\s*[╰└+][─-]{2,}[╯┘+]\s*$/u;
const ROW = /^\s*[│|] (?<text>.*?)\s*[│|]\s*$/u;
// /app/catalog/search.py:64 in run_query        where the name does not fit it stands on the next row
const PLACE = /^(?<file>\S.*?):(?<line>\d+) in ?(?<name>\S*)$/;
const BEGUN = /^\/\S*[^\s:]$/;
//   ❱  64 │   │   return self.engine.search(q)
const SOURCE = /^❱ *\d+ │(?<code>[ │]*\S.*)$/u;

/** Reads the rows of one box. */
class Rows {
  readonly lines: string[] = ['Traceback (most recent call last):'];
  /** The frame whose function's name has not been met yet. */
  private unnamed: string | undefined;

  /** A path that did not fit on its row. */
  private begun = '';

  add(row: string): void {
    if (BEGUN.test(row)) {
      this.begun = row;
      return;
    }
    this.take(`${this.begun}${row}`);
    this.begun = '';
  }

  private take(text: string): void {
    const { file, line = '', name = '' } = PLACE.exec(text)?.groups ?? {};
    if (this.unnamed !== undefined && text !== '') this.name(text);
    else if (file !== undefined && name === '') this.unnamed = `  File "${file}", line ${line}, in `;
    else if (file !== undefined) this.lines.push(`  File "${file}", line ${line}, in ${name}`);
    else this.source(text);
  }

  private name(text: string): void {
    this.lines.push(`${this.unnamed ?? ''}${text}`);
    this.unnamed = undefined;
  }

  private source(text: string): void {
    const { code } = SOURCE.exec(text)?.groups ?? {};
    if (code !== undefined) this.lines.push(`    ${code.replace(/^[ │]+/u, '')}`);
  }
}

/** The lines, with a traceback that rich has framed (10 to 14, rich/traceback.py) as Python itself prints it; its exception stands below. */
export function unboxed(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => TOP.test(line))) return lines;
  const plain: string[] = [];
  let rows: Rows | undefined;
  for (const line of lines) {
    if (TOP.test(line)) rows = new Rows();
    else if (!rows) plain.push(line);
    else if (BOTTOM.test(line)) {
      plain.push(...rows.lines);
      rows = undefined;
    } else rows.add(rowOf(line));
  }
  // A paste may end within the box.
  return rows ? [...plain, ...rows.lines] : plain;
}

const rowOf = (line: string): string => ROW.exec(line)?.groups?.['text'] ?? line.trim();
