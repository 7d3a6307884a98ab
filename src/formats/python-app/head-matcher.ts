import { digits, digitsEnd } from '../../lib/digits.ts';
import type { Level } from '../../model/event.ts';
import { NOT_STATED } from '../format.ts';
import { NEWLINE } from '../../lib/newline.ts';
import { writtenBytes } from '../../lib/written-bytes.ts';
import { isoTimeReader } from '../same-minute.ts';
import { newWallTime, readIsoTime, type WallTime } from '../wall-time.ts';
import { isBlank } from './blank.ts';
import { blanksEnd, literalReader, threadReader, wordReader, type ReadBytes } from './byte-steps.ts';
import { datelessTime } from './dateless-times.ts';
import { levelAt, lettersEnd } from './levels.ts';
import { parseTemplate, type Part } from './template.ts';
import { TIMES } from './times.ts';

/** Scratch: the columns of one head. */
export interface HeadColumns {
  readonly time: WallTime;
  /** False where the template has no time. */
  hasTime: boolean;
  pid: number;
  level: Level | undefined;
  /** Byte range of the request id; `idTo` = 0: none. */
  idFrom: number;
  idTo: number;
  /** First byte of the message; the end of the head line where the message stands below it. */
  message: number;
}

/** A head template, ready to read. */
export interface HeadMatcher {
  /** True if the message stands on the lines below the head. */
  readonly messageIsBelow: boolean;
  readonly hasId: boolean;
  readonly hasLevel: boolean;
  /** True if nothing stands in a head that anybody may word as he likes, and the message below it. */
  readonly isClosed: boolean;
  /** 1 for each byte with which a head may begin; absent: with any. */
  readonly firstBytes?: Uint8Array | undefined;
  /** Reads the head of the line bytes[from, to); false if it has none of this shape. Allocates nothing. */
  match(bytes: Uint8Array, from: number, to: number, into: HeadColumns): boolean;
}

/** Reads one column into the scratch; gives the offset after it, or -1. */
type Step = (bytes: Uint8Array, at: number, to: number, into: HeadColumns) => number;

const DASH = 0x2d;
/** Linux' own limit: a pid has at most seven digits. */
const MAX_PID_DIGITS = 7;

/** A scratch for `match`. */
export const newHeadColumns = (): HeadColumns => ({
  time: newWallTime(),
  hasTime: false,
  pid: NOT_STATED,
  level: undefined,
  idFrom: 0,
  idTo: 0,
  message: 0,
});

/**
 * Compiles a head template. Columns: `{time}` (and the kinds in times.ts), `{pid}`, `{level}`, `{id}`, `{thread}`, a last
 * `{message}`; any other name is a word that is not read. A line end before `{message}`: it stands below, indented.
 */
export const compileTemplate = (template: string): HeadMatcher => {
  const [head = '', body] = template.split('\n', 2);
  const parts = parseTemplate(head).filter((part) => !('name' in part && part.name === 'message'));
  const names = new Set(parts.map((part) => ('name' in part ? part.name : '')));
  const steps = parts.map((part, place) => stepOf(part, parts[place + 1]));
  const messageIsBelow = body !== undefined;
  return {
    firstBytes: firstBytesOf(parts[0]),
    messageIsBelow,
    hasId: names.has('id'),
    hasLevel: names.has('level'),
    isClosed: messageIsBelow && parts.every(isClosed),
    match(bytes, from, to, into) {
      clearHeadColumns(into);
      let at = from;
      for (const step of steps) {
        at = step(bytes, at, to, into);
        if (at < 0) return false;
      }
      into.message = messageIsBelow ? to : at;
      return !messageIsBelow || blanksEnd(bytes, at, to) === to;
    },
  };
};

const isClosed = (part: Part): boolean =>
  'literal' in part ? !/\w/.test(part.literal) : part.name.startsWith('time') || part.name === 'pid';

/** No column begins with a blank, but for a thread's name. */
const firstBytesOf = (first: Part | undefined): Uint8Array | undefined => {
  if (!first || ('name' in first && first.name === 'thread')) return undefined;
  const firsts = 'literal' in first ? writtenBytes(first.literal).map(([byte]) => byte) : [];
  const only = firsts.length === 1 ? firsts[0] : undefined;
  if (isBlank(only)) return undefined;
  const may = (byte: number): boolean => (only === undefined ? byte !== NEWLINE && !isBlank(byte) : byte === only);
  return Uint8Array.from({ length: 256 }, (_, byte) => (may(byte) ? 1 : 0));
};

/** Makes a used scratch fresh for another head. */
export const clearHeadColumns = (into: HeadColumns): void => {
  into.hasTime = false;
  into.pid = NOT_STATED;
  into.level = undefined;
  into.idFrom = 0;
  into.idTo = 0;
};

const stepOf = (part: Part, next: Part | undefined): Step => {
  if ('literal' in part) return literalReader(part.literal);
  if (part.name.startsWith('time')) return timeStep(part.name);
  if (part.name === 'pid') return readPid;
  if (part.name === 'level') return readLevel;
  if (part.name === 'id') return idStep(wordReader(next));
  return part.name === 'thread' ? threadReader(next) : wordReader(next);
};

const timeStep = (name: string): Step => {
  const read = name === 'time' ? isoTimeReader() : (TIMES.get(name) ?? datelessTime(name) ?? readIsoTime);
  return (bytes, at, to, into) => {
    into.hasTime = read(bytes, at, into.time) && into.time.end <= to;
    return into.hasTime ? into.time.end : -1;
  };
};

const readPid: Step = (bytes, at, to, into) => {
  const end = digitsEnd(bytes, at);
  if (end === at || end > to || end - at > MAX_PID_DIGITS) return -1;
  into.pid = digits(bytes, at, end - at);
  return end;
};

const readLevel: Step = (bytes, at, to, into) => {
  const end = lettersEnd(bytes, at, to);
  into.level = levelAt(bytes, at, end);
  return into.level === undefined ? -1 : end;
};

/** A lone `-` says that there is no request. */
const idStep =
  (word: ReadBytes): Step =>
  (bytes, at, to, into) => {
    const end = word(bytes, at, to);
    const isNone = end - at === 1 && bytes[at] === DASH;
    if (end > at && !isNone) {
      into.idFrom = at;
      into.idTo = end;
    }
    return end;
  };
