/** One part of a pool's `access.format`: text as it stands, or a conversion (`R`, `{milli}d`) whose braces are told apart. */
export type Piece = { readonly literal: string } | Conversion;

export interface Conversion {
  readonly letter: string;
  /** What stands in braces before the letter: a unit, a name, or how a time is written. */
  readonly detail: string;
}

// %R  %{milli}d  %%    and the parts of one target, which stand together: %r%Q%q
const CONVERSION = /%(?:%|(?:\{(?<detail>[^}]*)\})?(?<letter>r%Q%q|[A-Za-z]))/g;

/** The parts of an `access.format`, in order; `%r%Q%q` is one of them, under the letter `r`. */
export function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  let from = 0;
  const flush = (): void => {
    if (literal !== '') pieces.push({ literal });
    literal = '';
  };
  for (const { 0: whole, index, groups = {} } of format.matchAll(CONVERSION)) {
    literal += format.slice(from, index);
    from = index + whole.length;
    const { letter, detail = '' } = groups;
    if (letter === undefined) literal += '%';
    else {
      flush();
      pieces.push({ letter: letter.slice(0, 1), detail });
    }
  }
  literal += format.slice(from);
  flush();
  return pieces;
}
