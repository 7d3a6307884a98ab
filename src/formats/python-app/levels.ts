import type { Level } from '../../model/event.ts';

/** Words of a level column, lower case: Python's own, loguru's, syslog's, and the first letters that tornado writes. */
const WORDS: Readonly<Record<string, Level>> = {
  debug: 'debug',
  trace: 'debug',
  info: 'info',
  success: 'info',
  notice: 'info',
  warn: 'warning',
  warning: 'warning',
  err: 'error',
  error: 'error',
  exception: 'error',
  crit: 'critical',
  critical: 'critical',
  fatal: 'critical',
  alert: 'critical',
  d: 'debug',
  i: 'info',
  w: 'warning',
  e: 'error',
  c: 'critical',
  f: 'critical',
};

const LOWER_CASE = 0x20;
const LOWER_A = 0x61;
const LOWER_Z = 0x7a;
const LONGEST = 9;

/** By first letter and length, which tell the words apart. */
const slotOf = (first: number, length: number): number => (first - LOWER_A) * (LONGEST + 1) + length;

const SLOTS: readonly ({ readonly bytes: Uint8Array; readonly level: Level } | undefined)[] = (() => {
  const slots = Array.from<{ readonly bytes: Uint8Array; readonly level: Level } | undefined>({
    length: slotOf(LOWER_Z, LONGEST) + 1,
  });
  for (const [word, level] of Object.entries(WORDS)) {
    slots[slotOf(word.charCodeAt(0), word.length)] = { bytes: new TextEncoder().encode(word), level };
  }
  return slots;
})();

/** The level that a word names, in upper or lower case; `undefined` if it names none. */
export const levelNamed = (word: string): Level | undefined => WORDS[word.toLowerCase()];

/** Offset after the letters that begin at byte `at`. */
export const lettersEnd = (bytes: Uint8Array, at: number, to: number): number => {
  let end = at;
  while (end < to && isLetter((bytes[end] ?? 0) | LOWER_CASE)) end++;
  return end;
};

/** The level that bytes[from, to) name; `undefined` if they name none. Allocates nothing. */
export const levelAt = (bytes: Uint8Array, from: number, to: number): Level | undefined => {
  const length = to - from;
  const first = (bytes[from] ?? 0) | LOWER_CASE;
  if (length < 1 || length > LONGEST || !isLetter(first)) return undefined;
  const slot = SLOTS[slotOf(first, length)];
  if (!slot) return undefined;
  for (let place = 0; place < length; place++) {
    if (((bytes[from + place] ?? 0) | LOWER_CASE) !== slot.bytes[place]) return undefined;
  }
  return slot.level;
};

const isLetter = (lower: number): boolean => lower >= LOWER_A && lower <= LOWER_Z;
