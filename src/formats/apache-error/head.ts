import { readCtime, type WallTime } from '../wall-time.ts';

const OPEN = 0x5b;
const CLOSE = 0x5d;
const SPACE = 0x20;

/** `[Mon Nov 23 08:51:11.123456 2026] [proxy_http:error] `, `[Mon Nov 23 08:51:11 2026] [error] ` (2.2); server/log.c. Allocates nothing, never throws. */
export const readErrorHead = (bytes: Uint8Array, from: number, into: WallTime): boolean =>
  bytes[from] === OPEN &&
  readCtime(bytes, from + 1, into) &&
  bytes[into.end] === CLOSE &&
  bytes[into.end + 1] === SPACE &&
  bytes[into.end + 2] === OPEN;
