const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `+08:00` for 480 minutes east of UTC; parts of a minute are rounded. */
export function isoOffset(offsetMin: number): string {
  const distance = Math.round(Math.abs(offsetMin));
  return `${offsetMin < 0 ? '-' : '+'}${pad(Math.floor(distance / 60))}:${pad(distance % 60)}`;
}

/** ISO-8601 with offset for microseconds since the epoch, UTC; milliseconds, or microseconds where there are any. */
export function isoTime(us: number, offsetMin: number): string {
  const wall = us + offsetMin * 60_000_000;
  const date = new Date(Math.floor(wall / 1_000));
  const rest = ((wall % 1_000) + 1_000) % 1_000;
  return `${date.toISOString().slice(0, 23)}${rest === 0 ? '' : pad(rest, 3)}${isoOffset(offsetMin)}`;
}
