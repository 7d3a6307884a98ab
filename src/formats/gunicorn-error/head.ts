import { digits, digitsEnd } from '../../lib/digits.ts';
import type { Level } from '../../model/event.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { NOT_STATED } from '../format.ts';
import { newWallTime, readIsoTime, type WallTime } from '../wall-time.ts';

/** Scratch: where the parts of one line's head stand. */
export interface ErrorHead {
  readonly time: WallTime;
  /** Index into SHAPES. */
  shape: number;
  pid: number;
  /** Index into LEVELS. */
  level: number;
  /** Offset of the message's first byte. */
  message: number;
}

export const newErrorHead = (): ErrorHead => ({ time: newWallTime(), shape: 0, pid: 0, level: 0, message: 0 });

const FRACTIONS: readonly string[] = ['', ',fff', '.fff'];

/** Heads as a layout names them; the index says what is there: 6 × brackets + 2 × fraction + zone. */
const SHAPES: readonly string[] = Array.from({ length: 12 }, (_, shape) => {
  const fraction = FRACTIONS[Math.floor(shape / 2) % 3] ?? '';
  const time = `YYYY-MM-DD hh:mm:ss${fraction}${shape % 2 === 1 ? ' +zzzz' : ''}`;
  return shape >= 6 ? `[${time}] [pid] [LEVEL]` : `${time} [pid] [LEVEL]`;
});

/** The shape in which gunicorn itself writes, unless it is told another (glogging.py, error_fmt and datefmt). */
export const SERVERS_OWN = SHAPES.indexOf('[YYYY-MM-DD hh:mm:ss +zzzz] [pid] [LEVEL]');

const SEPARATOR = ' | ';

/** Whose the messages are that are written in one shape: all the server's, or an application's, too. */
export type Holds = 'server' | 'application-too';

const SHARED = ' server';

/** The layout's notation for these shapes: one log may hold several, as of an old gunicorn and its successor. */
export const headOfShapes = (shapes: ReadonlyMap<number, Holds>): string =>
  SHAPES.flatMap((name, shape) => {
    const holds = shapes.get(shape);
    return holds === undefined ? [] : holds === 'server' ? name : `${name}${SHARED}`;
  }).join(SEPARATOR);

/** For each of SHAPES, what a layout's head says of it; `undefined`: it does not name it. */
export const shapesOfHead = (head: string): readonly (Holds | undefined)[] => {
  const names = head.split(SEPARATOR);
  return SHAPES.map((name) =>
    names.includes(name) ? 'server' : names.includes(`${name}${SHARED}`) ? 'application-too' : undefined,
  );
};

/** Words of the level column, lower case; a longer one before its own beginning. */
const LEVELS: readonly { readonly word: string; readonly level: Level }[] = [
  { word: 'debug', level: 'debug' },
  { word: 'info', level: 'info' },
  { word: 'warning', level: 'warning' },
  { word: 'warn', level: 'warning' },
  { word: 'error', level: 'error' },
  { word: 'critical', level: 'critical' },
  { word: 'fatal', level: 'critical' },
];

const NO_BYTES = new Uint8Array();
const LEVEL_WORDS = LEVELS.map(({ word }) => new TextEncoder().encode(word));

const SPACE = 0x20;
const COMMA = 0x2c;
const DOT = 0x2e;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const LOWER_CASE = 0x20;

/** Length of `YYYY-MM-DD hh:mm:ss`. */
const DATE_AND_CLOCK = 19;

/** Linux' own limit: a pid has at most seven digits. */
const MAX_PID_DIGITS = 7;

/** The level of the head that was read last. */
export const levelOf = ({ level }: ErrorHead): Level | undefined => LEVELS[level]?.level;

/**
 * Reads the head that begins at byte `at`; false if none does.
 * `[2026-11-23 08:51:06 +0000] [11619] [INFO] msg`: gunicorn 19.1.1 and later.
 * `2014-06-12 10:00:00 [1234] [INFO] msg`: 0.17 to 19.1.
 */
export const readErrorHead = (bytes: Uint8Array, at: number, into: ErrorHead): boolean => {
  const brackets = bytes[at] === OPEN ? 1 : 0;
  if (!readIsoTime(bytes, at + brackets, into.time)) return false;
  const { end } = into.time;
  if (brackets === 1 && bytes[end] !== CLOSE) return false;
  into.shape = brackets * 6 + shapeOfTime(bytes[at + brackets + DATE_AND_CLOCK], into.time);
  return readPidAndLevel(bytes, end + brackets, into);
};

const shapeOfTime = (mark: number | undefined, { offsetMin, precisionUs }: WallTime): number => {
  const hasFraction = precisionUs < MICROS_PER_SECOND;
  const fraction = hasFraction && mark === COMMA ? 2 : hasFraction && mark === DOT ? 4 : 0;
  return offsetMin === NOT_STATED ? fraction : fraction + 1;
};

/** ` [11619] [INFO] `: pid and level from byte `at` on; padding within the level's brackets is allowed. */
const readPidAndLevel = (bytes: Uint8Array, at: number, into: ErrorHead): boolean => {
  const pidEnd = digitsEnd(bytes, at + 2);
  const pidDigits = pidEnd - at - 2;
  if (bytes[at] !== SPACE || bytes[at + 1] !== OPEN || pidDigits === 0 || pidDigits > MAX_PID_DIGITS) return false;
  if (bytes[pidEnd] !== CLOSE || bytes[pidEnd + 1] !== SPACE || bytes[pidEnd + 2] !== OPEN) return false;
  into.pid = digits(bytes, at + 2, pidDigits);
  into.level = levelAt(bytes, pidEnd + 3);
  const word = LEVEL_WORDS[into.level];
  if (!word) return false;
  const close = skipSpaces(bytes, pidEnd + 3 + word.length);
  into.message = bytes[close + 1] === SPACE ? close + 2 : close + 1;
  return bytes[close] === CLOSE;
};

const levelAt = (bytes: Uint8Array, at: number): number => {
  for (let level = 0; level < LEVEL_WORDS.length; level++) {
    if (isWord(LEVEL_WORDS[level] ?? NO_BYTES, bytes, at)) return level;
  }
  return -1;
};

const isWord = (word: Uint8Array, bytes: Uint8Array, at: number): boolean => {
  for (let place = 0; place < word.length; place++) {
    if (((bytes[at + place] ?? 0) | LOWER_CASE) !== word[place]) return false;
  }
  return true;
};

const skipSpaces = (bytes: Uint8Array, at: number): number => {
  let end = at;
  while (bytes[end] === SPACE) end++;
  return end;
};
