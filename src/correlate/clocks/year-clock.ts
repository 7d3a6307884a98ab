import type { Clock } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { type Micros, micros } from '../../model/time.ts';

/** Zones lie within a day of each other. */
const DAY_US = 86_400_000_000;

interface Range {
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * The clock of a log that states no year, where the logs beside it do: that year in which what it tells falls into the time that
 * they cover. `undefined` where no year fits, or more than one.
 */
export function inYearOf(clock: Clock, told: readonly LifecycleEvent[], { from, to }: Range): Clock | undefined {
  const first = told.find(({ stamp }) => stamp)?.stamp?.wall;
  if (first === undefined) return undefined;
  const years = range(yearOf(from - DAY_US), yearOf(to + DAY_US)).filter((year) => {
    const at = inYear(first, year);
    return at >= from - DAY_US && at <= to + DAY_US;
  });
  const [year, ...others] = years;
  return year === undefined || others.length > 0
    ? undefined
    : { ...clock, offsetUs: clock.offsetUs + first - inYear(first, year) };
}

const yearOf = (us: number): number => new Date(us / 1_000).getUTCFullYear();

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** The same day and time in another year. */
function inYear(us: number, year: number): Micros {
  const date = new Date(us / 1_000);
  date.setUTCFullYear(year);
  return micros(date.getTime() * 1_000 + (us % 1_000));
}
