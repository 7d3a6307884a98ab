/** So many more steps back in time than forward show that the newest stands first: a few lie so by chance. */
const TIMES_AS_MANY = 4;
const LEAST = 2;

/** True if these times, in the order of their lines, run backwards, as a console shows them. */
export function isNewestFirst(times: readonly number[]): boolean {
  let [up, down] = [0, 0];
  for (const [place, time] of times.entries()) {
    const before = times[place - 1] ?? time;
    if (time > before) up += 1;
    if (time < before) down += 1;
  }
  return down >= LEAST && down > TIMES_AS_MANY * up;
}
