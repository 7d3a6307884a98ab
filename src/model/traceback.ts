/** One frame of a Python stack, outermost first in a traceback. */
export interface Frame {
  readonly file: string;
  /** 0 where none was printed. */
  readonly line: number;
  readonly function: string;
  /** The source line as printed; absent where Python could not read the file. */
  readonly code?: string;
}

/** `shop/views.py:88`; the file alone where its line was not printed. */
export const placeOf = ({ file, line }: Pick<Frame, 'file' | 'line'>): string =>
  line > 0 ? `${file}:${String(line)}` : file;

/** How one exception of a chain came to follow the one before it. */
export type ChainLink = 'during-handling' | 'direct-cause';

/** One block of a chain: an exception with its own frames. */
export interface RaisedException {
  /** As printed: `KeyError`, `requests.exceptions.Timeout`, `SystemExit`. */
  readonly exception: string;
  /** Text after `Exception: `, may hold several lines; empty where none was printed. */
  readonly message: string;
  readonly frames: readonly Frame[];
  /** How it is tied to the block before it; absent for the first. */
  readonly follows?: ChainLink;
}

/** A parsed traceback. The last of `chain` is the exception that propagated; the first is the root. */
export interface Traceback {
  readonly chain: readonly RaisedException[];
  /** The record ended before the exception line was seen, or began after the head was lost. */
  readonly truncated: boolean;
  /** Sub-exceptions of an exception group, flattened in print order; empty for an ordinary traceback. */
  readonly group: readonly RaisedException[];
}

/** What propagated; where a paste ends before it is told, the one before it. */
export const lastRaised = ({ chain }: Traceback): RaisedException | undefined =>
  chain.findLast(({ exception }) => exception !== '') ?? chain.at(-1);
