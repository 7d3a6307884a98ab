/** Words to be found in bytes without making strings. */
export interface ByteWords {
  /** True if one of the words stands at byte `at`. */
  stand(bytes: Uint8Array, at: number): boolean;
  /** True if one of the words begins within bytes[from, to). */
  occur(bytes: Uint8Array, from: number, to: number): boolean;
}

/** A search for any of `words`, which are ASCII and hold no line end. */
export const byteWords = (words: readonly string[]): ByteWords => {
  const byFirst = new Map<number, readonly Uint8Array[]>();
  for (const word of words.map((text) => new TextEncoder().encode(text))) {
    const first = word[0] ?? 0;
    byFirst.set(first, [...(byFirst.get(first) ?? []), word]);
  }
  const isFirst = Uint8Array.from({ length: 256 }, (_, byte) => (byFirst.has(byte) ? 1 : 0));
  const anyStands = (bytes: Uint8Array, at: number, first: number): boolean => {
    for (const word of byFirst.get(first) ?? []) if (wordStands(word, bytes, at)) return true;
    return false;
  };
  const stand = (bytes: Uint8Array, at: number): boolean => {
    const first = bytes[at] ?? 0;
    return isFirst[first] === 1 && anyStands(bytes, at, first);
  };
  return {
    stand,
    occur(bytes, from, to) {
      for (let at = from; at < to; at++) {
        const first = bytes[at] ?? 0;
        if (isFirst[first] === 1 && anyStands(bytes, at, first)) return true;
      }
      return false;
    },
  };
};

const wordStands = (word: Uint8Array, bytes: Uint8Array, at: number): boolean => {
  for (let place = 0; place < word.length; place++) if (bytes[at + place] !== word[place]) return false;
  return true;
};
