import { digits, digitsEnd } from '../lib/digits.ts';
import { type AccessMatch, SPAN } from './access-match.ts';
import { LastTime, type Step } from './access-steps.ts';
import { readClfTime } from './wall-time.ts';

const SPACE = 0x20;
const QUOTE = 0x22;
const DASH = 0x2d;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;

const STATUS_DIGITS = 3;

/** In place of an offset, where something else stands. */
const NOT_SO = -1;

/**
 * `10.0.0.1 - - [23/Nov/2026:09:45:03 +0000] "GET / HTTP/1.1" 200 17 "-" "curl/8.5"`, which Apache calls combined, up to the last quote:
 * logs of gigabytes mostly begin so. It is read by hand, as calls from column to column take twice as long as the columns themselves.
 * Where a line is less plain than that (spaces, quotes or nothing in its columns), `slowly` reads all of it.
 */
export function combinedStep(next: Step, slowly: Step): Step {
  const before = new LastTime();
  const end = (bytes: Uint8Array, from: number, to: number, found: AccessMatch): number => {
    const time = timeFrom(bytes, from, to);
    if (time === NOT_SO || !readsTime(bytes, time, to, found)) return NOT_SO;
    const status = requestEnd(bytes, found.time.end + 1, to, found);
    return status === NOT_SO ? NOT_SO : agentEnd(bytes, status, to, found);
  };
  const readsTime = (bytes: Uint8Array, at: number, to: number, { time }: AccessMatch): boolean => {
    if (before.stands(bytes, at, to, time)) return true;
    if (!readClfTime(bytes, at + 1, time) || time.end >= to || bytes[time.end] !== CLOSE) return false;
    before.keep(bytes, at, time);
    return true;
  };
  return (bytes, at, to, found) => {
    const tail = end(bytes, at, to, found);
    if (tail !== NOT_SO && next(bytes, tail, to, found)) return true;
    found.status = Number.NaN;
    return slowly(bytes, at, to, found);
  };
}

/** `10.0.0.1 - - `: where the time begins behind it. */
function timeFrom(bytes: Uint8Array, from: number, to: number): number {
  const host = wordEnd(bytes, from, to);
  if (host + 4 >= to || bytes[host] !== SPACE || bytes[host + 1] !== DASH || bytes[host + 2] !== SPACE) return NOT_SO;
  const user = wordEnd(bytes, host + 3, to);
  return user + 1 < to && bytes[user] === SPACE && bytes[user + 1] === OPEN ? user + 1 : NOT_SO;
}

function wordEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== SPACE && bytes[at] !== QUOTE && bytes[at] !== OPEN) at += 1;
  return at;
}

/** ` "GET / HTTP/1.1" `: where the status begins behind it. */
function requestEnd(bytes: Uint8Array, at: number, to: number, { spans }: AccessMatch): number {
  if (!opensQuote(bytes, at, to)) return NOT_SO;
  const end = quotedEnd(bytes, at + 2, to);
  spans[SPAN.request] = at + 2;
  spans[SPAN.request + 1] = end;
  return end !== NOT_SO && end + 1 < to && bytes[end + 1] === SPACE ? end + 2 : NOT_SO;
}

const opensQuote = (bytes: Uint8Array, at: number, to: number): boolean =>
  at + 2 <= to && bytes[at] === SPACE && bytes[at + 1] === QUOTE;

/** The quote that ends what begins at a byte, if nothing is set before a quote there. */
function quotedEnd(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] !== QUOTE) at += 1;
  return at < to && bytes[at - 1] !== BACKSLASH ? at : NOT_SO;
}

/** `200 17 "-" "curl/8.5`. */
function agentEnd(bytes: Uint8Array, at: number, to: number, found: AccessMatch): number {
  found.status = digits(bytes, at, STATUS_DIGITS);
  const space = at + STATUS_DIGITS;
  if (found.status < 0 || space >= to || bytes[space] !== SPACE) return NOT_SO;
  const count = countEnd(bytes, space + 1);
  if (count === space + 1 || !opensQuote(bytes, count, to)) return NOT_SO;
  const referer = quotedEnd(bytes, count + 2, to);
  return referer !== NOT_SO && opensQuote(bytes, referer + 1, to) ? quotedEnd(bytes, referer + 3, to) : NOT_SO;
}

const countEnd = (bytes: Uint8Array, from: number): number =>
  from < bytes.length && bytes[from] === DASH ? from + 1 : digitsEnd(bytes, from);
