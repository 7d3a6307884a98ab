import { byteWords } from '../../lib/byte-words.ts';
import { readClfTime, readCtime, readIsoTime, readSlashTime, type WallTime } from '../wall-time.ts';

const SPACE = 0x20;
const DASH = 0x2d;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** Where no stamp stands. */
export const NO_STAMP = -1;

/**
 * `Mon Nov 23 09:18:50 2026 - `: uwsgi_log_verbose, and every line with `log-date`. Offset of the message behind it;
 * NO_STAMP where it does not stand at byte `at`.
 */
export const afterOwnStamp = (bytes: Uint8Array, at: number, into: WallTime): number => {
  if (!readCtime(bytes, at, into)) return NO_STAMP;
  return afterDash(bytes, into.end);
};

/**
 * `2026-11-23 09:18:50 - `, `[23/Nov/2026:09:18:50 +0000] - `: `log-date` with a format of the user's (core/logging.c,
 * log_strftime), or a collector's time, after which the dash is missing. Others write lines which begin so as well.
 */
export const afterSharedStamp = (bytes: Uint8Array, at: number, into: WallTime): number => {
  const bracket = bytes[at] === OPEN ? 1 : 0;
  const from = at + bracket;
  const isTime =
    readIsoTime(bytes, from, into) ||
    readSlashTime(bytes, from, into) ||
    readClfTime(bytes, from, into) ||
    readCtime(bytes, from, into);
  if (!isTime || (bracket === 1 && bytes[into.end] !== CLOSE)) return NO_STAMP;
  const end = into.end + bracket;
  const message = afterDash(bytes, end);
  if (message !== NO_STAMP) return message;
  return bytes[end] === SPACE ? end + 1 : NO_STAMP;
};

const afterDash = (bytes: Uint8Array, at: number): number =>
  bytes[at] === SPACE && bytes[at + 1] === DASH && bytes[at + 2] === SPACE ? at + 3 : NO_STAMP;

const STARTING = byteWords(['*** Starting uWSGI ']);

/** `*** Starting uWSGI 2.0.21 (64bit) on [Mon Nov 23 09:18:45 2026] ***`: the one message that holds its time. */
export const readStartTime = (bytes: Uint8Array, at: number, to: number, into: WallTime): boolean => {
  if (!STARTING.stand(bytes, at)) return false;
  let open = at;
  while (open < to && bytes[open] !== OPEN) open++;
  return open < to && readCtime(bytes, open + 1, into) && bytes[into.end] === CLOSE;
};
