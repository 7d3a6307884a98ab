const MINUTE_US = 60_000_000;
const HOUR_US = 60 * MINUTE_US;
/** A busy log speaks within so long before and behind the hour that is left out. */
const NEAR_US = 5 * MINUTE_US;
/** The last local hour that any zone leaves out begins at three. */
const LATEST_HOUR = 3;

/** No shorter step can leave out a whole hour. */
export const LEAST_HOUR_US = HOUR_US;

/**
 * True if between these times of a clock on the wall lies just the hour that summer time takes: on one of the Sundays on which it
 * begins somewhere (tz database: the last of March in Europe, the second in North America; the last of September and the first of October
 * in New Zealand and Australia; the first of September in Chile), in the small hours. A clock that follows none shows that hour too.
 */
export function beginsSummerTime(beforeUs: number, behindUs: number): boolean {
  const lost = Math.floor(behindUs / HOUR_US) * HOUR_US;
  const isHour = lost - beforeUs > HOUR_US - 1 && lost - beforeUs <= HOUR_US + NEAR_US && behindUs - lost <= NEAR_US;
  return isHour && new Date(lost / 1_000).getUTCHours() <= LATEST_HOUR && isItsSunday(new Date(lost / 1_000));
}

function isItsSunday(day: Date): boolean {
  if (day.getUTCDay() !== 0) return false;
  const date = day.getUTCDate();
  switch (day.getUTCMonth()) {
    case 2:
      return date >= 25 || (date >= 8 && date <= 14);
    case 8:
      return date >= 24 || date <= 8;
    case 9:
      return date <= 7;
    default:
      return false;
  }
}
