import { cutToWidth, displayWidth } from '../lib/display-width.ts';
import { printable } from '../lib/printable.ts';
import type { Cause, Role } from '../model/report.ts';

/** How a piece of text looks; `paint.ts` says by which colours. */
export type Style =
  | 'plain'
  | 'dim'
  | 'strong'
  | 'title'
  | 'looked-at'
  | 'status'
  | 'request'
  | 'failure'
  | 'alive'
  | 'stall'
  | 'mark'
  | Role
  | `cause-${Cause}`;

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** One line of a frame. */
export type Line = readonly Piece[];

export const piece = (text: string, style: Style = 'plain'): Piece => ({ text: shown(text), style });

/** Log text on one line, safe for a terminal. */
export const shown = (text: string): string => printable(text.replace(/[\t\r\n]+/g, ' '));

/** Text cut or filled up to so many columns. */
export function fitted(text: string, columns: number): string {
  const cut = cutToWidth(shown(text), columns);
  return cut + ' '.repeat(Math.max(0, columns - displayWidth(cut)));
}

/** A line cut at the edge of the screen. */
export function cutLine(line: Line, columns: number): Line {
  const kept: Piece[] = [];
  let left = columns;
  for (const { text, style } of line) {
    if (left <= 0) break;
    const cut = cutToWidth(text, left);
    kept.push({ text: cut, style });
    left -= displayWidth(cut);
  }
  return kept;
}

/** Plain text broken into lines of so many columns at most; long words are cut. */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of shown(text).split(' ').filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= columns) line = longer;
    else {
      if (line !== '') lines.push(line);
      line = cutToWidth(word, columns);
    }
  }
  return line === '' ? lines : [...lines, line];
}
