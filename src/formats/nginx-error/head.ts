import { digitsEnd } from '../../lib/digits.ts';
import { newWallTime, readSlashTime, type WallTime } from '../wall-time.ts';

/** Scratch: one object a reader, reused. */
export interface ErrorHead {
  readonly time: WallTime;
  /** Offset of the message's first byte. */
  message: number;
}

export const newErrorHead = (): ErrorHead => ({ time: newWallTime(), message: 0 });

const SPACE = 0x20;
const HASH = 0x23;
const STAR = 0x2a;
const COLON = 0x3a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const LONGEST_LEVEL = 10;

/** `2026/11/23 04:44:37 [error] 10092#10092: *330 ` (nginx 1.22, core/ngx_log.c). Allocates nothing, never throws. */
export function readErrorHead(bytes: Uint8Array, from: number, into: ErrorHead): boolean {
  if (!readSlashTime(bytes, from, into.time)) return false;
  const process = afterLevel(bytes, into.time.end);
  const thread = process < 0 ? -1 : afterNumber(bytes, process, HASH);
  const colon = thread < 0 ? -1 : afterNumber(bytes, thread, COLON);
  if (colon < 0 || bytes[colon] !== SPACE) return false;
  into.message = bytes[colon + 1] === STAR ? digitsEnd(bytes, colon + 2) + 1 : colon + 1;
  return true;
}

/** Offset behind ` [error] `; -1 where no level stands. */
const afterLevel = (bytes: Uint8Array, at: number): number => {
  if (bytes[at] !== SPACE || bytes[at + 1] !== OPEN) return -1;
  const close = bytes.indexOf(CLOSE, at + 2);
  return close < 0 || close - at > LONGEST_LEVEL || bytes[close + 1] !== SPACE ? -1 : close + 2;
};

/** Offset behind a number and the byte that must follow it; -1 where they do not stand there. */
const afterNumber = (bytes: Uint8Array, at: number, mark: number): number => {
  const end = digitsEnd(bytes, at);
  return end === at || bytes[end] !== mark ? -1 : end + 1;
};
