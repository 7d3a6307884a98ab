import { groupedBy } from './grouped.ts';

/** Words to be found in bytes without making strings. */
export interface ByteWords {
  /** True if one of the words stands at byte `at`. */
  stand(bytes: Uint8Array, at: number): boolean;
  /** True if one of the words begins within bytes[from, to). */
  occur(bytes: Uint8Array, from: number, to: number): boolean;
}

const encoder = new TextEncoder();

/** A search for any of `words`, which are ASCII and hold no line end. */
export const byteWords = (words: readonly string[]): ByteWords => {
  const byFirst = groupedBy(
    words.map((text) => encoder.encode(text)),
    ([first = 0]) => first,
  );
  const isFirst = new Uint8Array(256);
  for (const first of byFirst.keys()) isFirst[first] = 1;
  const anyStands = (bytes: Uint8Array, at: number, first: number): boolean => {
    for (const word of byFirst.get(first) ?? []) if (wordStands(word, bytes, at)) return true;
    return false;
  };
  const stand = (bytes: Uint8Array, at: number): boolean => {
    if (at >= bytes.length) return false;
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
  if (at + word.length > bytes.length) return false;
  for (let place = 0; place < word.length; place++) if (bytes[at + place] !== word[place]) return false;
  return true;
};
