/** Bytes in order. A piece is valid only until the next one is asked for. */
export type Pieces = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Takes the cause of a trouble with the source at hand: one clause. */
export type Trouble = (cause: string) => void;

/** The same bytes without the first `count`. */
export async function* withoutFirst(count: number, pieces: Pieces): AsyncGenerator<Uint8Array> {
  let left = count;
  for await (const piece of pieces) {
    if (left < piece.length) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}
