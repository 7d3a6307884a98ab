/** A silence shorter than this is no stall, in microseconds. */
export const SHORTEST_STALL_US = 2_000_000;
/** So many requests must have waited for its end. */
export const FEWEST_HELD = 3;
/** What was held ends within this, in microseconds, when the worker goes on. */
export const BURST_US = 1_000_000;
