import { byteWords, type ByteWords } from '../lib/byte-words.ts';
import type { Supervisor } from '../supervisors/supervisor.ts';

/** What supervisors' messages begin with, to be found in any line whatever stands before it. */
export interface SpokenWords {
  /** Offset in bytes[from, to) at which a supervisor's message begins; -1 where none does. */
  find(bytes: Uint8Array, from: number, to: number): number;
}

const WORD_MIN = 0x30;

/** Words are looked for only where one can begin: after anything but a letter or digit. */
const isWordByte = (byte: number): boolean =>
  (byte >= WORD_MIN && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x5f;

export const spokenWords = (supervisors: readonly Supervisor[]): SpokenWords => {
  const words: ByteWords = byteWords(supervisors.flatMap(({ openings }) => openings));
  return {
    find(bytes, from, to) {
      let inWord = false;
      for (let at = from; at < to; at++) {
        if (!inWord && words.stand(bytes, at)) return at;
        inWord = isWordByte(bytes[at] ?? 0);
      }
      return -1;
    },
  };
};
