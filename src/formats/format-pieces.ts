import { ANY_BYTE } from './access-steps.ts';

/** Text of a format string that stands as it is in each line. */
export interface Literal {
  readonly literal: string;
}

/**
 * The parts of a format string, in order: texts, and the columns that `read` makes of each conversion; a text where a conversion
 * stands for one (`%%`).
 */
export function piecesIn<Column>(
  format: string,
  conversions: RegExp,
  read: (conversion: RegExpExecArray) => string | readonly Column[],
): readonly (Literal | Column)[] {
  const pieces: (Literal | Column)[] = [];
  let literal = '';
  let from = 0;
  const flush = (): void => {
    if (literal !== '') pieces.push({ literal });
    literal = '';
  };
  for (const conversion of format.matchAll(conversions)) {
    literal += format.slice(from, conversion.index);
    from = conversion.index + conversion[0].length;
    const meant = read(conversion);
    if (typeof meant === 'string') literal += meant;
    else {
      flush();
      pieces.push(...meant);
    }
  }
  literal += format.slice(from);
  flush();
  return pieces;
}

const isLiteral = (piece: object): piece is Literal => 'literal' in piece;

/** The text of a piece; empty where it is a column, or none. */
const literalOf = (piece: object | undefined): string => (piece && isLiteral(piece) ? piece.literal : '');

/** True for what stands between quotes. */
export const isQuoted = (before: object | undefined, after: object | undefined): boolean =>
  literalOf(before).endsWith('"') && literalOf(after).startsWith('"');

const encoder = new TextEncoder();

export const encoded = (text: string): Uint8Array => encoder.encode(text);

/** The byte that follows a column; ANY_BYTE where another column does, or nothing. */
export const stopAt = (after: object | undefined): number => encoded(literalOf(after))[0] ?? ANY_BYTE;
