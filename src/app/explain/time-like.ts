import { fullTime, secondsBefore } from '../../report/clock.ts';

/** A time in the offset in which the report writes that other time; in UTC where there is none. */
export const timeLike = (at: Date, like: string | null | undefined): string =>
  like ? secondsBefore(like, (Date.parse(like) - at.getTime()) / 1_000) : fullTime(at.toISOString());
