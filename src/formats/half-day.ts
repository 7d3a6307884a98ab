import { MICROS_PER_MINUTE, type WallMicros, wallMicros } from '../model/time.ts';

const SPACE = 0x20;
const LOWER = 0x20;
const LOWER_A = 0x61;
const LOWER_M = 0x6d;
const LOWER_P = 0x70;

const HOUR_US = 60 * MICROS_PER_MINUTE;
const DAY_HOURS = 24;
const HALF_DAY = 12;

/** What a reading of a time has come to. */
interface Reading {
  wall: WallMicros;
  end: number;
}

/**
 * Takes ` AM` or ` PM` behind a time of day into account, as Python's `%p` and .NET write it whatever the date looks like; where none
 * stands, and where an hour above twelve says that it is none, nothing is changed.
 */
export function takeHalfOfDay(bytes: Uint8Array, at: number, into: Reading): void {
  if (bytes[at] !== SPACE || ((bytes[at + 2] ?? 0) | LOWER) !== LOWER_M || isWordAt(bytes[at + 3])) return;
  const half = (bytes[at + 1] ?? 0) | LOWER;
  if (half !== LOWER_A && half !== LOWER_P) return;
  into.end = at + ' PM'.length;
  into.wall = wallMicros(into.wall + hoursToAdd(Math.floor(into.wall / HOUR_US) % DAY_HOURS, half) * HOUR_US);
}

function hoursToAdd(hour: number, half: number): number {
  if (half === LOWER_P) return hour < HALF_DAY ? HALF_DAY : 0;
  return hour === HALF_DAY ? -HALF_DAY : 0;
}

const isWordAt = (byte: number | undefined): boolean => byte !== undefined && /\w/.test(String.fromCharCode(byte));
