/** Shorter ones are words of all sorts. */
const SHORTEST = 6;

/** The word of a message that is one of the known, where nothing in its wording shows what it is. */
export const namedWord = (message: string, known: { readonly has: (word: string) => boolean }): string | undefined =>
  message.split(/[^\w-]+/).find((word) => word.length >= SHORTEST && known.has(word));
