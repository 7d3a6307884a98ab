import { writtenBytes } from '../../lib/written-bytes.ts';
import { isBlank } from './blank.ts';
import type { Part } from './template.ts';

/** Reads what must stand at byte `at`; gives the offset after it, -1 if it does not stand there. Allocates nothing. */
export type ReadBytes = (bytes: Uint8Array, at: number, to: number) => number;

const SPACE = 0x20;
const OPEN = 0x28;
const CLOSE = 0x29;

/**
 * Reader of a literal, in which a run of blanks stands for any run of blanks, or for none at the end of the line. Its bytes are those
 * of any encoding in which a log may be written.
 */
export const literalReader = (literal: string): ReadBytes => {
  const [first = bytesReader(new Uint8Array(0)), ...others] = writtenBytes(literal.replace(/\s+/g, ' ')).map(
    bytesReader,
  );
  if (others.length === 0) return first;
  return (bytes, from, to) => {
    for (const read of [first, ...others]) {
      const end = read(bytes, from, to);
      if (end >= 0) return end;
    }
    return -1;
  };
};

const bytesReader = (wanted: Uint8Array): ReadBytes => {
  const { length } = wanted;
  if (!wanted.includes(SPACE)) return (bytes, from, to) => (standsAt(wanted, bytes, from, to) ? from + length : -1);
  const endsBlank = wanted[length - 1] === SPACE;
  return (bytes, from, to) => {
    // as nearly all write it: byte for byte
    if (standsAt(wanted, bytes, from, to)) {
      const end = from + length;
      return endsBlank ? blanksEnd(bytes, end, to) : end;
    }
    let at = from;
    for (let place = 0; place < length; place++) {
      if (wanted[place] === SPACE) {
        const end = blanksEnd(bytes, at, to);
        if (end === at && at < to) return -1;
        at = end;
      } else if (at < to && bytes[at] === wanted[place]) at++;
      else return -1;
    }
    return at;
  };
};

const standsAt = (wanted: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean => {
  if (from + wanted.length > to) return false;
  for (let place = 0; place < wanted.length; place++) if (bytes[from + place] !== wanted[place]) return false;
  return true;
};

/** Offset of the first byte from `at` on that is no blank. */
export const blanksEnd = (bytes: Uint8Array, at: number, to: number): number => {
  let end = at;
  while (end < to && isBlank(bytes[end])) end++;
  return end;
};

/** Reader of one word: it ends where what follows in the template stands, else at a blank. */
export const wordReader = (next: Part | undefined): ReadBytes => {
  if (!next || 'name' in next) return readUnblank;
  const firsts = writtenBytes(next.literal).map(([byte]) => byte);
  // what follows is read next
  if (isBlank(firsts[0])) return readUnblank;
  const follows = literalReader(next.literal);
  return (bytes, from, to) => {
    for (let at = from; at < to; at++) {
      if (firsts.includes(bytes[at]) && at > from && follows(bytes, at, to) >= 0) return at;
      if (isBlank(bytes[at])) return -1;
    }
    return -1;
  };
};

const readUnblank: ReadBytes = (bytes, from, to) => {
  let at = from;
  while (at < to && !isBlank(bytes[at])) at++;
  return at > from ? at : -1;
};

/** Reader of a thread's name, which may go on in brackets: `Thread-1 (run)` (CPython 3.10 on, threading.py). */
export const threadReader = (next: Part | undefined): ReadBytes => {
  const word = wordReader(next);
  // What stands behind may come at once, and brackets be a column of their own: `[Thread-1] (pid 4711)`.
  const isParted = next !== undefined && 'literal' in next && !/^\s/.test(next.literal);
  return (bytes, from, to) => {
    const end = isParted ? word(bytes, from, to) : -1;
    if (end >= 0) return end;
    let at = from;
    while (at < to && !isBlank(bytes[at])) at++;
    if (bytes[at] !== SPACE || bytes[at + 1] !== OPEN) return word(bytes, from, to);
    const close = bytes.indexOf(CLOSE, at);
    return close < 0 || close >= to ? word(bytes, from, to) : close + 1;
  };
};
