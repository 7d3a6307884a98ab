// Seeded chance: the same seed plans the same run.

/** mulberry32, with the few draws that a plan needs. */
export function chance(seed) {
  let state = (seed * 2654435761) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const between = (low, high) => low + next() * (high - low);
  const whole = (low, high) => Math.floor(between(low, high + 1));
  return {
    next,
    between,
    whole,
    happens: (share) => next() < share,
    one: (choices) => choices[whole(0, choices.length - 1)],
    /** Mostly short, sometimes long: how long requests take. */
    exponential: (mean) => -Math.log(1 - next()) * mean,
    hex: (digits) => Array.from({ length: digits }, () => whole(0, 15).toString(16)).join(''),
  };
}
