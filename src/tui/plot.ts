import type { Piece, Style } from './piece.ts';
import { lengthUs, type Span } from './span.ts';

interface Cell {
  readonly glyph: string;
  readonly style: Style;
}

/** One line of a plot while it is drawn: a cell a column, each one column wide. */
export type Cells = Cell[];

export const blank = (columns: number): Cells =>
  Array.from({ length: columns }, () => ({ glyph: ' ', style: 'plain' }));

/** A window of time on so many columns. */
export interface Scale {
  readonly window: Span;
  readonly columns: number;
}

/** The column of a moment; before and beyond the window it is negative or not less than `columns`. */
export const columnOf = ({ window, columns }: Scale, at: number): number =>
  Math.floor(((at - window.from) / lengthUs(window)) * columns);

/** Draws a glyph where it is within the plot. */
export function put(cells: Cells, column: number, { glyph, style }: Cell): void {
  if (column >= 0 && column < cells.length) cells[column] = { glyph, style };
}

/** Draws a glyph over the columns from one to another, both included. */
export function fill(cells: Cells, [from, to]: readonly [number, number], cell: Cell): void {
  for (let column = Math.max(0, from); column <= Math.min(to, cells.length - 1); column += 1) put(cells, column, cell);
}

/** Writes text from a column on; of what would not fit, nothing. */
export function write(cells: Cells, column: number, { text, style }: Piece): boolean {
  const glyphs = Array.from(text);
  if (column < 0 || column + glyphs.length > cells.length) return false;
  for (const [at, glyph] of glyphs.entries()) put(cells, column + at, { glyph, style });
  return true;
}

/** The cells as pieces of one style each. */
export function piecesOf(cells: Cells): readonly Piece[] {
  const pieces: { text: string; readonly style: Style }[] = [];
  for (const { glyph, style } of cells) {
    const last = pieces.at(-1);
    if (last?.style === style) last.text += glyph;
    else pieces.push({ text: glyph, style });
  }
  return pieces;
}
