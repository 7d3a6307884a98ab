/**
 * A phrase that starts or ends a request, as a template: words are literal, `{id} {method} {target} {status} {ms} {s} {us}`
 * are read, `{word}` is any one word, a last `{rest}` is any tail.
 */
export interface Phrase {
  readonly edge: 'start' | 'end';
  readonly template: string;
}

/** How one source writes one format: learnt from its lines or stated by the user; plain data, kept in the case. */
export interface Layout {
  /** Id of the format. */
  readonly format: string;
  /** The head of a record in the format's own notation: a template, an access-log format string … */
  readonly head: string;
  readonly phrases: readonly Phrase[];
  /** What the user calls it who declared it. */
  readonly name?: string;
  /** The kinds of speakers that write so, in a source that several kinds write to; absent: all. */
  readonly speakers?: readonly string[];
}

/** How one source is wrapped in one envelope; plain data, kept in the case. Outermost first where there are several. */
export interface EnvelopeLayout {
  readonly envelope: string;
  readonly head: string;
}
