import { NEWLINE } from '../lib/newline.ts';
import { WordsAhead } from '../lib/words-ahead.ts';

/** A part of a text that begins at a record: bytes [from, to), the first of them in line `line`, counted from 0. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** Only records are looked at that hold one of these texts; absent: all of them. */
  readonly words: readonly string[] | undefined;
  /** The texts stand in the first lines of records. */
  readonly isInHeads: boolean;
}

/** Takes the line bytes[from, to); true if a record begins with it. */
type TakeLine = (from: number, to: number, line: number) => boolean;

/** Who looks at lines. */
interface LineReader {
  readonly take: TakeLine;
  /** True if the line bytes[from, to) is a head. */
  readonly isHead: (from: number, to: number) => boolean;
}

/** Gives the lines of these stretches that tell something, from the heads of their records to the lines that end them. */
export function tellingLines(bytes: Buffer, stretches: readonly Stretch[], { take, isHead }: LineReader): void {
  const searches = new Map<string, WordsAhead>();
  for (const { from, to, line, words, isInHeads } of stretches) {
    const part = bytes.subarray(from, to);
    const within: LineReader = {
      take: (at, end, number) => take(from + at, from + end, line + number),
      isHead: (at, end) => isInHeads || isHead(from + at, from + end),
    };
    const key = words?.join(' ') ?? '';
    const search = searches.get(key) ?? new WordsAhead(words ?? []);
    searches.set(key, search);
    if (words) linesAbout(part, search, within);
    else linesFrom(part, within.take);
  }
}

const linesFrom = (part: Buffer, take: TakeLine): void => {
  let number = 0;
  for (let at = 0; at < part.length; number += 1) {
    const end = lineEnd(part, at);
    take(at, end, number);
    at = end + 1;
  }
};

function linesAbout(part: Buffer, words: WordsAhead, { take, isHead }: LineReader): void {
  let [at, number] = [0, 0];
  // what was read before this part ends where it begins: its first record is always read
  for (let hit = 0; hit < part.length; hit = words.nextFrom(part, at)) {
    let start = lineStart(part, hit);
    while (start > at && !isHead(start, lineEnd(part, start))) start = lineStart(part, start - 1);
    for (; at < start; number += 1) at = lineEnd(part, at) + 1;
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

const lineStart = (part: Buffer, at: number): number => (at <= 0 ? 0 : part.lastIndexOf(NEWLINE, at - 1) + 1);

const lineEnd = (part: Buffer, from: number): number => {
  const end = part.indexOf(NEWLINE, from);
  return end < 0 ? part.length : end;
};
