import { byteWords } from '../../lib/byte-words.ts';
import { digits, digitsEnd } from '../../lib/digits.ts';
import { MICROS_PER_SECOND, wallMicros } from '../../model/time.ts';
import { NOT_STATED } from '../format.ts';
import { newWallTime, readCtime, readIsoTime, syslogTimeOf, type ReadTime, type WallTime } from '../wall-time.ts';

/** Scratch: the time of one line and the offset of its message's first byte. */
export interface KernelHead {
  readonly time: WallTime;
  message: number;
}

export const newKernelHead = (): KernelHead => ({ time: newWallTime(), message: 0 });

/** Reads the head that begins at byte `at`; false if none does. */
export type ReadKernelHead = (bytes: Uint8Array, at: number, into: KernelHead) => boolean;

const SPACE = 0x20;
const COMMA = 0x2c;
const DOT = 0x2e;
const LESS = 0x3c;
const GREATER = 0x3e;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const UPPER_C = 0x43;
const UPPER_T = 0x54;

const SECONDS_LENGTH = '2026-11-23T09:33:29'.length;

const KERNEL_TAG = byteWords([' kernel:']);
const KERNEL_TAG_LENGTH = ' kernel:'.length;
const MAX_WORDS_BEFORE_TAG = 2;

/** 317 years. */
const MAX_SECONDS_DIGITS = 10;

/** `dmesg`: `[ 4333.618966] msg`, also as journalctl -o short-monotonic writes it, `[ 4333.618966] host kernel: msg`. */
export const readUptimeHead: ReadKernelHead = (bytes, at, into) => {
  const from = afterPriority(bytes, at);
  if (!readUptime(bytes, from, into.time)) return false;
  const tagged = afterTag(bytes, into.time.end);
  into.message = afterSpace(bytes, tagged < 0 ? afterCaller(bytes, into.time.end) : tagged);
  return true;
};

/** `dmesg -T`: `[Wed Dec  2 05:51:21 2020] msg`. */
export const readCtimeHead: ReadKernelHead = (bytes, at, into) => {
  const from = afterPriority(bytes, at);
  if (bytes[from] !== OPEN || !readCtime(bytes, from + 1, into.time) || bytes[into.time.end] !== CLOSE) return false;
  into.message = afterSpace(bytes, afterCaller(bytes, into.time.end + 1));
  // Apache writes its level there.
  return bytes[into.message] !== OPEN;
};

/** `dmesg --time-format iso`: `2026-11-23T09:33:29,317267+00:00 msg`, always with a comma (util-linux, ISO_TIMESTAMP_COMMA). */
export const readDmesgIsoHead: ReadKernelHead = (bytes, at, into) => {
  const from = afterPriority(bytes, at);
  if (bytes[from + SECONDS_LENGTH] !== COMMA || !readIsoTime(bytes, from, into.time)) return false;
  if (into.time.offsetMin === NOT_STATED) return false;
  into.message = afterSpace(bytes, into.time.end);
  return into.message > into.time.end && afterTag(bytes, into.time.end) < 0;
};

/** The same head, of which the time means nothing. */
export const untimed =
  (read: ReadKernelHead): ReadKernelHead =>
  (bytes, at, into) => {
    if (!read(bytes, at, into)) return false;
    into.time.wall = wallMicros(NaN);
    return true;
  };

/** Reader of a time, `host kernel:` and, mostly, the uptime, which the time before it makes needless; a relay sets the first two twice. */
const taggedHead =
  (readTime: ReadTime): ReadKernelHead =>
  (bytes, at, into) => {
    if (!readTime(bytes, afterPriority(bytes, at), into.time)) return false;
    const relayed = afterTag(bytes, into.time.end);
    const own =
      relayed >= 0 && readTime(bytes, afterSpace(bytes, relayed), into.time) ? afterTag(bytes, into.time.end) : -1;
    const tagged = Math.max(relayed, own);
    const message = afterSpace(bytes, tagged);
    const uptimeEnd = uptimeEndAt(bytes, message);
    into.message = uptimeEnd < 0 ? message : afterSpace(bytes, afterCaller(bytes, uptimeEnd));
    return tagged >= 0;
  };

/** `2026-11-23T09:33:29.317267+00:00 host kernel: [816576.275844] msg`: rsyslog, journalctl -o short-iso. */
export const readIsoHead: ReadKernelHead = taggedHead(readIsoTime);

/** Reader of `Nov 23 09:46:46 web1 kernel: [816576.275844] msg`, which states no year: `year` is taken. */
export const syslogHeadOf = (year: number): ReadKernelHead => taggedHead(syslogTimeOf(year));

/** `[ 4333.618966]`: seconds since the machine started, read as though that had been at the epoch. */
const readUptime: ReadTime = (bytes, at, into) => {
  const end = uptimeEndAt(bytes, at);
  if (end < 0) return false;
  const secondsAt = skipSpaces(bytes, at + 1);
  const secondsEnd = digitsEnd(bytes, secondsAt);
  const seconds = digits(bytes, secondsAt, secondsEnd - secondsAt);
  into.wall = wallMicros(seconds * MICROS_PER_SECOND + digits(bytes, secondsEnd + 1, 6));
  into.offsetMin = NOT_STATED;
  into.precisionUs = 1;
  into.end = end;
  return true;
};

/** Offset after `[ 4333.618966]`, which has six decimals always; -1 where it does not stand. */
const uptimeEndAt = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] !== OPEN) return -1;
  const from = skipSpaces(bytes, at + 1);
  const dot = digitsEnd(bytes, from);
  if (dot === from || dot - from > MAX_SECONDS_DIGITS || bytes[dot] !== DOT) return -1;
  return digitsEnd(bytes, dot + 1) === dot + 7 && bytes[dot + 7] === CLOSE ? dot + 8 : -1;
};

/** `<4>`, as the kernel's own ring and raw syslog have it before the time. */
const afterPriority = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] !== LESS) return at;
  const end = digitsEnd(bytes, at + 1);
  return bytes[end] === GREATER ? end + 1 : at;
};

/** `[  T771]`, `[    C0]`: thread or processor that printed, with CONFIG_PRINTK_CALLER. */
const afterCaller = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] !== OPEN) return at;
  const from = skipSpaces(bytes, at + 1);
  const end = digitsEnd(bytes, from + 1);
  const isCaller = (bytes[from] === UPPER_C || bytes[from] === UPPER_T) && bytes[end] === CLOSE;
  return isCaller ? end + 1 : at;
};

/**
 * Offset after ` web1 kernel:`, ` web1 kern.warn kernel:` as busybox has it, or ` kernel:` alone (journalctl --no-hostname); -1 where none
 * stands.
 */
const afterTag = (bytes: Uint8Array, at: number): number => {
  let from = at;
  for (let words = 0; words <= MAX_WORDS_BEFORE_TAG && bytes[from] === SPACE; words++) {
    if (KERNEL_TAG.stand(bytes, from)) return from + KERNEL_TAG_LENGTH;
    from = wordEnd(bytes, from + 1);
  }
  return -1;
};

const wordEnd = (bytes: Uint8Array, at: number): number => {
  let end = at;
  while ((bytes[end] ?? 0) > SPACE) end++;
  return end;
};

const afterSpace = (bytes: Uint8Array, at: number): number => (bytes[at] === SPACE ? at + 1 : at);

const skipSpaces = (bytes: Uint8Array, at: number): number => {
  let end = at;
  while (bytes[end] === SPACE) end++;
  return end;
};
