import { type Literal, piecesIn } from '../format-pieces.ts';

/** One part of a pool's `access.format`: text as it stands, or a conversion (`R`, `{milli}d`) whose braces are told apart. */
export type Piece = Literal | Conversion;

export interface Conversion {
  readonly letter: string;
  /** What stands in braces before the letter: a unit, a name, or how a time is written. */
  readonly detail: string;
}

// %R  %{milli}d  %%    and the parts of one target, which stand together: %r%Q%q
const CONVERSION = /%(?:%|(?:\{(?<detail>[^}]*)\})?(?<letter>r%Q%q|[A-Za-z]))/g;

/** The parts of an `access.format`, in order; `%r%Q%q` is one of them, under the letter `r`. */
export const piecesOf = (format: string): readonly Piece[] =>
  piecesIn<Conversion>(format, CONVERSION, ({ groups = {} }) => {
    const { letter, detail = '' } = groups;
    return letter === undefined ? '%' : [{ letter: letter.slice(0, 1), detail }];
  });
