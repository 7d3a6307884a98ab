/** One part of an nginx `log_format`: text as it stands, or the name of a variable. */
export type Piece = { readonly literal: string } | { readonly variable: string };

// $request_time, ${request_time}
const VARIABLE = /\$(?:\{(?<braced>\w+)\}|(?<bare>\w+))/g;

/** The parts of a `log_format`, in order. */
export function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  const literal = (to: number): void => {
    if (to > from) pieces.push({ literal: format.slice(from, to) });
  };
  for (const { 0: whole, index, groups = {} } of format.matchAll(VARIABLE)) {
    literal(index);
    pieces.push({ variable: groups['braced'] ?? groups['bare'] ?? '' });
    from = index + whole.length;
  }
  literal(format.length);
  return pieces;
}
