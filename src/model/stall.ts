/** A silence shorter than this is no stall, in microseconds. */
export const SHORTEST_STALL_US = 2_000_000;
/** So many requests must have waited for its end. */
export const FEWEST_HELD = 3;
/** What was held ends within this, in microseconds, when the worker goes on. */
export const BURST_US = 1_000_000;
/** One request alone shows a stall where it took as long as this, in microseconds: its worker may take one at a time. */
export const LONG_WAIT_US = 15_000_000;
/** A worker that speaks every second or so is missed when it does not for this long, in microseconds. */
export const BROKEN_RHYTHM_US = 5_000_000;
