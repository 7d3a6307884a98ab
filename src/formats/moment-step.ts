import type { Step } from './access-steps.ts';
import { readClfTime, readEpochTime, readIsoTime } from './wall-time.ts';

/** `23/Nov/2026:09:45:03 +0000`, `2026-11-23T09:45:03+00:00` or `1795427103.123`. */
export const moment =
  (next: Step): Step =>
  (bytes, at, to, found) => {
    const { time } = found;
    const isTime = readClfTime(bytes, at, time) || readIsoTime(bytes, at, time) || readEpochTime(bytes, at, time);
    return isTime && time.end <= to && next(bytes, time.end, to, found);
  };
