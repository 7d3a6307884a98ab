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
export const literalOf = (piece: object | undefined): string => (piece && isLiteral(piece) ? piece.literal : '');
