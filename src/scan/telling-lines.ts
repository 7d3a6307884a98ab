import { NEWLINE } from '../lib/newline.ts';
import { WordsAhead } from '../lib/words-ahead.ts';

/** A part of a text that begins at a record: bytes [from, to), the first of them in line `line`, counted from 0. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** Only records are looked at whose first line holds one of these texts; absent: all of them. */
  readonly words: readonly string[] | undefined;
}

/** Takes the line bytes[from, to); true if a record begins with it. */
type TakeLine = (from: number, to: number, line: number) => boolean;

/** Calls `take` with the lines of these stretches that tell something, and with the lines that end their records. */
export function tellingLines(bytes: Buffer, stretches: readonly Stretch[], take: TakeLine): void {
  const searches = new Map<string, WordsAhead>();
  for (const { from, to, line, words } of stretches) {
    const part = bytes.subarray(from, to);
    const takeWithin: TakeLine = (at, end, number) => take(from + at, from + end, line + number);
    const key = words?.join(' ') ?? '';
    const search = searches.get(key) ?? new WordsAhead(words ?? []);
    searches.set(key, search);
    if (words) linesAbout(part, search, takeWithin);
    else linesFrom(part, 0, takeWithin);
  }
}

const linesFrom = (part: Buffer, number: number, take: TakeLine): void => {
  for (let at = 0; at < part.length; number += 1) {
    const end = lineEnd(part, at);
    take(at, end, number);
    at = end + 1;
  }
};

function linesAbout(part: Buffer, words: WordsAhead, take: TakeLine): void {
  let [at, number] = [0, 0];
  // what was read before this part ends where it begins: its first record is always read
  for (let hit = 0; hit < part.length; hit = words.nextFrom(part, at)) {
    for (const start = part.lastIndexOf(NEWLINE, hit) + 1; at < start; number += 1) at = lineEnd(part, at) + 1;
    let isDone = false;
    while (!isDone && at < part.length) {
      const end = lineEnd(part, at);
      const begins = take(at, end, number);
      isDone = begins && words.nextFrom(part, at) >= end;
      at = end + 1;
      number += 1;
    }
  }
}

const lineEnd = (part: Buffer, from: number): number => {
  const end = part.indexOf(NEWLINE, from);
  return end < 0 ? part.length : end;
};
