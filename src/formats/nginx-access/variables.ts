import { type Literal, piecesIn } from '../format-pieces.ts';

/** One part of an nginx `log_format`: text as it stands, or the name of a variable. */
export type Piece = Literal | Variable;

interface Variable {
  readonly variable: string;
}

// $request_time, ${request_time}
const VARIABLE = /\$(?:\{(?<braced>\w+)\}|(?<bare>\w+))/g;

/** The parts of a `log_format`, in order. */
export const piecesOf = (format: string): readonly Piece[] =>
  piecesIn<Variable>(format, VARIABLE, ({ groups = {} }) => [{ variable: groups['braced'] ?? groups['bare'] ?? '' }]);
