import { byteWords, type ByteWords } from '../lib/byte-words.ts';
import type { Supervisor } from '../supervisors/supervisor.ts';

/** What supervisors' messages begin with, to be found in any line whatever stands before it. */
export interface SpokenWords {
  /** Offset in bytes[from, to) at which a supervisor's message begins; -1 where none does. */
  find(bytes: Uint8Array, from: number, to: number): number;
}

/** 1 for letters, digits and `_`: words are looked for only where one can begin. */
const IS_WORD = Uint8Array.from({ length: 256 }, (_, byte) => (/\w/.test(String.fromCharCode(byte)) ? 1 : 0));

export const spokenWords = (supervisors: readonly Supervisor[]): SpokenWords => {
  const words: ByteWords = byteWords(supervisors.flatMap(({ openings }) => openings));
  return {
    find(bytes, from, to) {
      let inWord = 0;
      for (let at = from; at < to; at++) {
        if (inWord === 0 && words.stand(bytes, at)) return at;
        inWord = IS_WORD[bytes[at] ?? 0] ?? 0;
      }
      return -1;
    },
  };
};

/** `HaltServer: …`: where a traceback is told, this is its last line and read with it. */
export const namesException = (words: string): boolean => /^[A-Z]\w*[a-z][A-Z]\w*: /.test(words);
