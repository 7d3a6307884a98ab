/**
 * What is set before a line that states no time of its own, where its collector noted one down: the time, and the pid if it was noted
 * as well. Access lines without time begin with the client behind it, uvicorn's perhaps with a level.
 */
const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[+-]\d\d:\d\d)? (?:\[\d+\] )?(?=\d|INFO: {5})/;

/** The line without it. */
export const withoutStamp = (line: string): string => line.replace(STAMP, '');

const [DASH, TIME] = [0x2d, 0x54];
const YEAR_ENDS = 4;
const DAY_ENDS = 10;
/** `2026-11-23T10:49:29.123456+01:00 [4194304] `. */
const LONGEST = 64;

/** Where the line goes on behind it; `from` where there is none. */
export function behindStamp(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from + YEAR_ENDS] !== DASH || bytes[from + DAY_ENDS] !== TIME) return from;
  const head = latin1.decode(bytes.subarray(from, Math.min(to, from + LONGEST)));
  return from + (STAMP.exec(head)?.[0].length ?? 0);
}

const latin1 = new TextDecoder('latin1');
