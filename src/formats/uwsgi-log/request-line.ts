import { byteWords } from '../../lib/byte-words.ts';
import { digits, digitsEnd } from '../../lib/digits.ts';
import { NOT_STATED } from '../format.ts';
import { newWallTime, readCtime, type WallTime } from '../wall-time.ts';

/** Scratch: one request line of uWSGI's own format; one object a reader, reused. After `false` its content means nothing. */
export interface RequestLine {
  /** When the request began. */
  readonly start: WallTime;
  pid: number;
  status: number;
  durationUs: number;
  /** Bytes of `GET /fast`. */
  requestFrom: number;
  requestTo: number;
}

export const newRequestLine = (): RequestLine => ({
  ...{ start: newWallTime(), pid: NOT_STATED, status: 0, durationUs: 0 },
  ...{ requestFrom: 0, requestTo: 0 },
});

const SPACE = 0x20;
const OPEN_ROUND = 0x28;
const CLOSE_ROUND = 0x29;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const OPEN_CURLY = 0x7b;
const PIPE = 0x7c;

const PID = byteWords(['[pid: ']);
const PID_LENGTH = '[pid: '.length;
const APP = byteWords(['|app: ']);
const MEMORY = byteWords(['{address space usage: ']);
const BEFORE_TIME = byteWords(['} [']);
const GENERATED = byteWords([' => generated ']);
const GENERATED_LENGTH = ' => generated '.length;
const BYTES_IN = byteWords([' bytes in ']);
const BYTES_IN_LENGTH = ' bytes in '.length;
const MSECS = byteWords([' msecs ']);
const MICROS = byteWords([' micros ']);
const MSECS_US = 1_000;

/** Linux' own limit: a pid has at most seven digits. */
const MAX_PID_DIGITS = 7;
/** Numbers up to here are exact. */
const MAX_DIGITS = 12;
/** `{address space usage: …} {rss usage: …} {uss usage: …} {pss usage: …} `: `memory-report`. */
const MAX_MEMORY_REPORT = 240;
/** A name of a virtual host. */
const MAX_HOST = 255;
/** ` via offload() (HTTP/1.1`, before the status. */
const MAX_PROTOCOL = 80;

/**
 * `[pid: 1417|app: 0|req: 1/1] 127.0.0.1 () {24 vars in 254 bytes} [Mon Nov 23 09:18:46 2026] GET /fast => generated 3
 * bytes in 0 msecs (HTTP/1.1 200) 2 headers in 64 bytes (1 switches on core 0)` (core/logging.c uwsgi_logit_simple, 1.0 to
 * 2.0.30), its memory report and virtual host before it. False if bytes[at, to) is none. Never throws.
 */
export const readRequestLine = (bytes: Uint8Array, at: number, to: number, into: RequestLine): boolean => {
  const open = pidAt(bytes, at, to);
  if (open < 0 || !readPid(bytes, open + PID_LENGTH, into)) return false;
  const tail = lastGenerated(bytes, open, to);
  return tail >= 0 && readStart(bytes, open, tail, into) && readTail(bytes, tail, to, into);
};

const pidAt = (bytes: Uint8Array, at: number, to: number): number => {
  if (bytes[at] === OPEN) return PID.stand(bytes, at) ? at : -1;
  const host = bytes[at] === OPEN_CURLY ? at : hostEnd(bytes, at, to);
  if (PID.stand(bytes, host)) return host;
  if (!MEMORY.stand(bytes, host)) return -1;
  const end = Math.min(to, host + MAX_MEMORY_REPORT);
  for (let place = host; place < end; place++) if (bytes[place] === OPEN) return PID.stand(bytes, place) ? place : -1;
  return -1;
};

/** Offset after `www.example.org `, as `vhost` sets it before all else. */
const hostEnd = (bytes: Uint8Array, at: number, to: number): number => {
  const limit = Math.min(to, at + MAX_HOST);
  let end = at;
  while (end < limit && bytes[end] !== SPACE) end++;
  return end + 1;
};

const readPid = (bytes: Uint8Array, at: number, into: RequestLine): boolean => {
  const end = digitsEnd(bytes, at);
  into.pid = digits(bytes, at, end - at);
  return end > at && end - at <= MAX_PID_DIGITS && bytes[end] === PIPE && APP.stand(bytes, end);
};

/** A target may hold these words too: the last ones count. */
const lastGenerated = (bytes: Uint8Array, from: number, to: number): number => {
  for (let place = to - GENERATED_LENGTH; place > from; place--) if (GENERATED.stand(bytes, place)) return place;
  return -1;
};

const readStart = (bytes: Uint8Array, from: number, to: number, into: RequestLine): boolean => {
  for (let place = from; place < to; place++) {
    if (!BEFORE_TIME.stand(bytes, place) || !readCtime(bytes, place + 3, into.start)) continue;
    const { end } = into.start;
    into.requestFrom = end + 2;
    into.requestTo = to;
    return bytes[end] === CLOSE && bytes[end + 1] === SPACE && end + 2 <= to;
  }
  return false;
};

const readTail = (bytes: Uint8Array, tail: number, to: number, into: RequestLine): boolean => {
  const sizeEnd = digitsEnd(bytes, tail + GENERATED_LENGTH);
  if (!BYTES_IN.stand(bytes, sizeEnd)) return false;
  const from = sizeEnd + BYTES_IN_LENGTH;
  const end = digitsEnd(bytes, from);
  const isMicros = MICROS.stand(bytes, end);
  if (end === from || end - from > MAX_DIGITS || (!isMicros && !MSECS.stand(bytes, end))) return false;
  into.durationUs = digits(bytes, from, end - from) * (isMicros ? 1 : MSECS_US);
  return readStatus(bytes, end, to, into);
};

/** `(HTTP/1.1 200)`, after ` via sendfile() ` in some lines; `(- 200)`; `( 0)` where the client was gone. */
const readStatus = (bytes: Uint8Array, from: number, to: number, into: RequestLine): boolean => {
  const limit = Math.min(to, from + MAX_PROTOCOL);
  for (let place = from; place < limit; place++) {
    if (bytes[place] !== OPEN_ROUND || bytes[place + 1] === CLOSE_ROUND) continue;
    let close = place;
    while (close < limit && bytes[close] !== CLOSE_ROUND) close++;
    const status = close < limit ? digits(bytes, close - 3, 3) : -1;
    into.status = Math.max(0, status);
    return close < limit;
  }
  return false;
};
