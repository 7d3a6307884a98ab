import { comparable } from '../../model/comparable.ts';
import { ageUs, rfc2822Stamp } from './stated-time.ts';

// Start Time:   Mon, 11 Nov 2019 16:09:23 +0700
const STARTED = /^Start Time:\s+(?<time>\S.*\S)\s*$/;
//   Normal   Scheduled  41s                default-scheduler  Successfully assigned …
const SCHEDULED = /^\s*Normal\s+Scheduled\s+(?<age>(?:\d+[ydhms]){1,3})\s/;
// $ date; kubectl get events        # date
const ASKS = /(?:^|[$#%;&]\s*)date\s*(?:$|[;&])/;
// Mon Nov 23 09:18:50 UTC 2026
const DATE = /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) +(?<day>\d{1,2}) (?<clock>\d\d:\d\d:\d\d) UTC (?<year>\d{4})\s*$/;

/**
 * When the ages in a paste were printed, in microseconds since 1970, UTC: where the clock was asked beside them, or where a pod tells
 * when it started and how long ago it was scheduled, which is the same moment to the second. `undefined` where nothing tells.
 */
export const askedAtIn = (lines: readonly string[]): number | undefined => sinceScheduled(lines) ?? byDate(lines);

function sinceScheduled(lines: readonly string[]): number | undefined {
  const started = rfc2822Stamp(firstOf(lines, STARTED)?.['time'] ?? '');
  const age = firstOf(lines, SCHEDULED)?.['age'];
  return started && age !== undefined ? comparable(started) + ageUs(age) : undefined;
}

function byDate(lines: readonly string[]): number | undefined {
  const told = lines.some((line) => ASKS.test(line)) ? firstOf(lines, DATE) : undefined;
  const ms = Date.parse(
    told ? `${['day', 'month', 'year', 'clock'].map((part) => told[part] ?? '').join(' ')} GMT` : '',
  );
  return Number.isNaN(ms) ? undefined : ms * 1_000;
}

const firstOf = (lines: readonly string[], pattern: RegExp): Readonly<Record<string, string | undefined>> | undefined =>
  lines.map((line) => pattern.exec(line)?.groups).find(Boolean);
