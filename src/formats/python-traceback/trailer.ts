import { logBytes } from '../../lib/log-bytes.ts';
import type { Stamp } from '../../model/time.ts';
import { stampOf } from '../stamp.ts';
import { newWallTime, readCtime, readIsoTime } from '../wall-time.ts';

// 2026-11-23T09:15:28Z <Greenlet at 0x7f…: boom(5)> failed with ValueError
// Fri Mar 12 09:57:45 2021 <Greenlet at 0x7f…: boom(5)> failed with ValueError
const TRAILER = /^(?<time>\d{4}-\d\d-\d\dT[\d:]{8}Z|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4}) <.*> failed with \w/m;

/** The time that gevent prints below a greenlet's traceback (UTC from 1.3 on, local before); `undefined` where none stands. */
export function trailerStamp(text: string): Stamp | undefined {
  const { time } = TRAILER.exec(text)?.groups ?? {};
  if (time === undefined) return undefined;
  const bytes = logBytes(time);
  const found = newWallTime();
  return readIsoTime(bytes, 0, found) || readCtime(bytes, 0, found) ? stampOf(found) : undefined;
}
