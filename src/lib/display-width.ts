import stringWidth from 'string-width';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ASCII = /^[ -~]*$/;

/** ASCII for itself, and the rest in short runs: segmenting a long text takes time that grows with its square. */
const RUNS = /[ -~]+|[^ -~]{1,500}/gu;

function* graphemes(text: string): Iterable<string> {
  for (const [run] of text.matchAll(RUNS)) {
    if (ASCII.test(run)) yield* run;
    else for (const { segment } of GRAPHEMES.segment(run)) yield segment;
  }
}

/** Measuring costs some microseconds and a log repeats its characters; more of them than this are no script but an attack. */
const KNOWN_AT_MOST = 10_000;
const known = new Map<string, number>();

function widthOf(grapheme: string): number {
  if (ASCII.test(grapheme)) return grapheme.length;
  const width = known.get(grapheme) ?? stringWidth(grapheme);
  if (known.size < KNOWN_AT_MOST) known.set(grapheme, width);
  return width;
}

/** Columns that a text without control characters takes on a terminal. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemes(text)) width += widthOf(grapheme);
  return width;
}

/** The text, or as much of its beginning as fits `columns` with `…` after it; no character is split. */
export function cutToWidth(text: string, columns: number): string {
  if (text.length * 2 <= columns || displayWidth(text) <= columns) return text;
  if (columns < 1) return '';
  let end = 0;
  let left = columns - 1;
  for (const grapheme of graphemes(text)) {
    left -= widthOf(grapheme);
    if (left < 0) break;
    end += grapheme.length;
  }
  return `${text.slice(0, end)}…`;
}
