/** So many more steps back in time than forward show that the newest stands first: a few lie so by chance. */
const TIMES_AS_MANY = 4;
const LEAST = 2;
/** So far no writer of a line comes after the next by chance. */
const FAR_US = 2_000_000;

/** True if these times (microseconds), in the order of their lines, run backwards, as a console shows them: a few lines may do so in one step. */
export function isNewestFirst(times: readonly number[]): boolean {
  let [up, down, farthest] = [0, 0, 0];
  for (const [place, time] of times.entries()) {
    const before = times[place - 1] ?? time;
    if (time > before) up += 1;
    if (time < before) down += 1;
    farthest = Math.max(farthest, before - time);
  }
  return (down >= LEAST || farthest >= FAR_US) && down > TIMES_AS_MANY * up;
}
