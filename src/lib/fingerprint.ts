import { createHash } from 'node:crypto';

/** A short, stable name for a list of words: `v1:` and twelve hex digits. */
export const fingerprintOf = (words: readonly string[]): string =>
  `v1:${createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 12)}`;
