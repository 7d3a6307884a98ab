import { digits, digitsEnd } from '../lib/digits.ts';
import { newWallTime, readClfTime, type WallTime } from './wall-time.ts';
import type { AccessMatch } from './access-match.ts';

/** Matches its own piece at byte `at` and then all that follows, up to `to`; false if one of them does not stand there. */
export type Step = (bytes: Uint8Array, at: number, to: number, found: AccessMatch) => boolean;

const SPACE = 0x20;
const QUOTE = 0x22;
const DASH = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const LESS = 0x3c;
const GREATER = 0x3e;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;

/** Numbers up to here are exact. */
const MAX_DIGITS = 15;

/** In place of the byte that must follow a text, where the format has a column right behind it. */
export const ANY_BYTE = -1;

export const lineEnd: Step = (_bytes, at, to) => at === to;

/** Most literals are short, and stand between all columns: they are compared without a loop. */
export const literalStep = (literal: Uint8Array, next: Step): Step => {
  const { length } = literal;
  const [first, second, third] = literal;
  if (length === 1) return (bytes, at, to, found) => at < to && bytes[at] === first && next(bytes, at + 1, to, found);
  if (length === 2)
    return (bytes, at, to, found) =>
      at + 2 <= to && bytes[at] === first && bytes[at + 1] === second && next(bytes, at + 2, to, found);
  if (length === 3)
    return (bytes, at, to, found) =>
      at + 3 <= to &&
      bytes[at] === first &&
      bytes[at + 1] === second &&
      bytes[at + 2] === third &&
      next(bytes, at + 3, to, found);
  return (bytes, at, to, found) => {
    if (at + length > to) return false;
    for (let place = 0; place < length; place += 1) if (bytes[at + place] !== literal[place]) return false;
    return next(bytes, at + length, to, found);
  };
};

export const paddingStep =
  (next: Step): Step =>
  (bytes, at, to, found) => {
    let end = at;
    while (end < to && bytes[end] === SPACE) end += 1;
    return next(bytes, end, to, found);
  };

const LONGEST_TIME = 40;

/** The time that was read last, with its brackets: most lines of a busy log say the same again. */
export class LastTime {
  private readonly text = new Uint8Array(LONGEST_TIME);
  private readonly time = newWallTime();
  private length = 0;

  /** True if it stands at this byte too; fills `into`. What differs is mostly the second, so it is compared from its end. */
  stands(bytes: Uint8Array, at: number, to: number, into: WallTime): boolean {
    const { text, length, time } = this;
    if (length === 0 || at + length > to) return false;
    for (let place = length - 1; place >= 0; place -= 1) if (bytes[at + place] !== text[place]) return false;
    into.wall = time.wall;
    into.offsetMin = time.offsetMin;
    into.precisionUs = time.precisionUs;
    into.end = at + length - 1;
    return true;
  }

  keep(bytes: Uint8Array, at: number, { wall, offsetMin, precisionUs, end }: WallTime): void {
    this.length = end + 1 - at <= LONGEST_TIME ? end + 1 - at : 0;
    for (let place = 0; place < this.length; place += 1) this.text[place] = bytes[at + place] ?? 0;
    this.time.wall = wall;
    this.time.offsetMin = offsetMin;
    this.time.precisionUs = precisionUs;
  }
}

/** `[23/Nov/2026:09:45:03 +0000]`: `%(t)s`; the zone is missing in gunicorn 0.17. */
export const timeStep = (next: Step): Step => {
  const before = new LastTime();
  return (bytes, at, to, found) => {
    const { time } = found;
    if (before.stands(bytes, at, to, time)) return time.end < to && next(bytes, time.end + 1, to, found);
    if (at >= to || bytes[at] !== OPEN || !readClfTime(bytes, at + 1, time) || bytes[time.end] !== CLOSE) return false;
    before.keep(bytes, at, time);
    return time.end < to && next(bytes, time.end + 1, to, found);
  };
};

/** `<10149>`: `%(p)s` as gunicorn writes it (0.14 to 26, glogging.py atoms); the brackets may be missing. */
export const pidStep =
  (next: Step): Step =>
  (bytes, at, to, found) => {
    if (at >= to) return false;
    const from = bytes[at] === LESS ? at + 1 : at;
    found.pid = readNumber(bytes, from, to, found);
    const end = found.numberEnd;
    if (end === from || end - from > MAX_DIGITS) return false;
    if (from === at) return next(bytes, end, to, found);
    return end < to && bytes[end] === GREATER && next(bytes, end + 1, to, found);
  };

/** The number that begins at byte `at`, exact up to MAX_DIGITS; `found` tells where it ends. */
const readNumber = (bytes: Uint8Array, at: number, to: number, found: AccessMatch): number => {
  let [end, value] = [at, 0];
  for (; end < to; end += 1) {
    const digit = (bytes[end] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  found.numberEnd = end;
  return value;
};

/** `200`; `-` where the server had none. */
export const statusStep =
  (next: Step): Step =>
  (bytes, at, to, found) => {
    if (at >= to) return false;
    if (bytes[at] === DASH) return next(bytes, at + 1, to, found);
    const status = digits(bytes, at, 3);
    if (status < 0 || at + 3 > to) return false;
    found.status = status;
    return next(bytes, at + 3, to, found);
  };

/** A whole number, `-` or `None` that nobody asks for: `%(b)s`, `%(B)s`, a duration beside a finer one. */
export const countStep = (next: Step): Step => {
  const none = literalStep(new TextEncoder().encode('None'), next);
  return (bytes, at, to, found) => {
    const end = at < to && bytes[at] === DASH ? at + 1 : digitsEnd(bytes, at);
    if (end === at) return none(bytes, at, to, found);
    return end <= to && next(bytes, end, to, found);
  };
};

/**
 * `%(D)s %(M)s %(T)s`, each of so many microseconds. Up to gunicorn 18.0 `D` is the microsecond part alone, below a second
 * whatever the request took; and `%(T)s` is `timedelta.seconds`, which drops whole days (glogging.py atoms, 0.17 to 26).
 * Where the request failed by an exception the clock was set anew at the error: the duration is then far too short
 * (workers/base.py handle_error, 0.17 to 26; so for the aborted request of a sync worker from 22.0 on). It is read as it
 * stands; who believes it decides.
 */
export const durationStep =
  (unitUs: number, next: Step): Step =>
  (bytes, at, to, found) => {
    found.durationUs = readNumber(bytes, at, to, found) * unitUs;
    const end = found.numberEnd;
    return end > at && end - at <= MAX_DIGITS && next(bytes, end, to, found);
  };

const MICRO_DIGITS = 6;

/** `0.081643`: `%(L)s`, decimal seconds with all six places (gunicorn 19.0 to 26). */
export const decimalSecondsStep =
  (next: Step): Step =>
  (bytes, at, to, found) => {
    const dot = digitsEnd(bytes, at);
    const end = dot + 1 + MICRO_DIGITS;
    const fraction = digits(bytes, dot + 1, MICRO_DIGITS);
    if (
      dot === at ||
      dot >= to ||
      bytes[dot] !== DOT ||
      dot - at > MAX_DIGITS - MICRO_DIGITS ||
      fraction < 0 ||
      end > to
    )
      return false;
    found.durationUs = digits(bytes, at, dot - at) * 1_000_000 + fraction;
    return next(bytes, end, to, found);
  };

/** `-`: `%(l)s`, which gunicorn never fills. */
export const dashStep =
  (next: Step): Step =>
  (bytes, at, to, found) =>
    at < to && bytes[at] === DASH && next(bytes, at + 1, to, found);

/** A column without spaces, perhaps empty (a client on a unix socket): `%(h)s`. `stop`: the byte that follows it. */
export const wordStep =
  (stop: number, next: Step): Step =>
  (bytes, at, to, found) => {
    let end = at;
    while (end < to && bytes[end] !== stop && bytes[end] !== SPACE && bytes[end] !== QUOTE) end += 1;
    found.fuel -= end - at;
    return found.fuel > 0 && next(bytes, end, to, found);
  };

/** The name of a user, which may hold spaces: `%(u)s`. Other columns do not pass for a name: no bracket, no quote, no ` - `. */
export const userStep =
  (stop: number, next: Step): Step =>
  (bytes, at, to, found) => {
    for (let end = at; end < to && bytes[end] !== OPEN && bytes[end] !== QUOTE; end += 1) {
      found.fuel -= 1;
      if (bytes[end] !== stop) continue;
      const isColumn = bytes[end - 1] === DASH && end > at + 1 && bytes[end - 2] === SPACE;
      if (isColumn || found.fuel < 0) return false;
      if (next(bytes, end, to, found)) return true;
    }
    return false;
  };

/** Any text, up to the first place from which all the rest fits. `stop`: the byte that follows it; ANY_BYTE where none must. */
export const textStep =
  (span: number, stop: number, next: Step): Step =>
  (bytes, at, to, found) => {
    for (let end = at; end <= to; end += 1) {
      found.fuel -= 1;
      if (found.fuel < 0) return false;
      if (stop !== ANY_BYTE && bytes[end] !== stop) continue;
      setSpan(found, span, at, end);
      if (next(bytes, end, to, found)) return true;
    }
    return false;
  };

/** Any text up to the end of the line. */
export const tailStep =
  (span: number): Step =>
  (_bytes, at, to, found) => {
    setSpan(found, span, at, to);
    return at <= to;
  };

/**
 * Text between quotes: gunicorn sets a backslash before each quote within (glogging.py SafeAtoms), but none before a
 * backslash, so that a text that ends in one looks as if it went on. That reading is tried last.
 */
export const quotedStep = (span: number, next: Step): Step => {
  const cutShort = escapedQuoteStep(span, next);
  return (bytes, at, to, found) => {
    let end = quoteFrom(bytes, at, to);
    let hasEscaped = false;
    while (end < to && end > at && bytes[end - 1] === BACKSLASH) {
      hasEscaped = true;
      end = quoteFrom(bytes, end + 1, to);
    }
    found.fuel -= end - at;
    setSpan(found, span, at, end);
    if (end < to && next(bytes, end, to, found)) return true;
    return hasEscaped && found.fuel > 0 && cutShort(bytes, at, to, found);
  };
};

const quoteFrom = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from;
  while (at < to && bytes[at] !== QUOTE) at += 1;
  return at;
};

/** Text that ends at a quote with a backslash before it, the first from which all the rest fits. */
const escapedQuoteStep =
  (span: number, next: Step): Step =>
  (bytes, at, to, found) => {
    for (let end = at + 1; end < to && found.fuel > 0; end += 1) {
      found.fuel -= 1;
      if (bytes[end] !== QUOTE) continue;
      if (bytes[end - 1] !== BACKSLASH) return false;
      setSpan(found, span, at, end);
      if (next(bytes, end, to, found)) return true;
    }
    return false;
  };

const setSpan = ({ spans }: AccessMatch, span: number, from: number, to: number): void => {
  spans[span] = from;
  spans[span + 1] = to;
};
