import type { LogSample } from '../format.ts';
import { YEAR_NOT_STATED } from '../wall-time.ts';
import {
  readCtimeHead,
  readDmesgIsoHead,
  readIsoHead,
  readUptimeHead,
  syslogHeadOf,
  type ReadKernelHead,
  untimed,
} from './head.ts';

/** One way in which kernel messages are written down. */
export interface KernelShape {
  readonly head: string;
  readonly read: ReadKernelHead;
  /** Others write heads like this one: only messages known to be the kernel's show that the log is its own. */
  readonly ambiguous: boolean;
}

const SYSLOG = 'syslog ';

/** In a log whose other lines or wrappings state dates, uptimes tell no time: those do. */
const UPTIME_UNTIMED: KernelShape = { head: 'uptime untimed', read: untimed(readUptimeHead), ambiguous: false };
const UPTIME: KernelShape = { head: 'uptime', read: readUptimeHead, ambiguous: false };

const FIXED: readonly KernelShape[] = [
  { head: 'iso', read: readIsoHead, ambiguous: false },
  { head: 'ctime', read: readCtimeHead, ambiguous: true },
  { head: 'dmesg-iso', read: readDmesgIsoHead, ambiguous: true },
];

const syslogOf = (year: string): KernelShape => ({
  head: `${SYSLOG}${year}`,
  read: syslogHeadOf(Number.parseInt(year)),
  ambiguous: false,
});

/** A date as the head of any other line states it; what the kernel says may hold one too. */
const DATED = /\b\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d|\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d|\d\d:\d\d:\d\d \d{4}\b/;

const AFTER_UPTIME = /^(?:<\d+>)?\[ *\d+\.\d{6}\]/;

/** All shapes in which a sample may be written, as far as they can be told from it. */
export function shapesIn(sample: LogSample): readonly KernelShape[] {
  const { lines, whole = lines, tellsUptimes = false } = sample;
  const isAmongDated =
    tellsUptimes || whole.length > lines.length || whole.some((line) => DATED.test(line) && !AFTER_UPTIME.test(line));
  return [...FIXED, isAmongDated ? UPTIME_UNTIMED : UPTIME, syslogOf(yearOf(sample))];
}

/**
 * The shape that a layout names. `uptime`: the clock of this source is that of the machine since its start, from 0 on.
 * `syslog 2026`: the year was found in the log itself; `syslog 2026 assumed`: it is the one taken for all of the log;
 * `syslog 1972` (YEAR_NOT_STATED): nothing tells it.
 */
export const shapeNamed = (head: string): KernelShape | undefined =>
  head.startsWith(SYSLOG)
    ? syslogOf(head.slice(SYSLOG.length))
    : [...FIXED, UPTIME, UPTIME_UNTIMED].find((shape) => shape.head === head);

/** `setting system clock to 2026-11-23T09:00:00 UTC (1795424400)`, at each start of the machine. */
const CLOCK_SET = /setting system clock to (\d{4})-\d\d-\d\d/;
/** `audit: type=1400 audit(1795424000.123:45): apparmor="DENIED"`: seconds since the epoch. */
const AUDITED = /audit\((\d{10})\.\d{3}:\d+\)/;

const SECONDS_PER_YEAR = 365.2425 * 24 * 3600;

/** The year that the first line to tell one tells. A log that runs over New Year is read as though of this year alone. */
function yearOf({ lines, statedYear, assumedYear }: LogSample): string {
  const year = yearIn(lines) ?? statedYear;
  if (year !== undefined) return String(year);
  return assumedYear === undefined ? String(YEAR_NOT_STATED) : `${String(assumedYear)} assumed`;
}

function yearIn(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const set = CLOCK_SET.exec(line)?.[1];
    const audited = AUDITED.exec(line)?.[1];
    if (set !== undefined) return Number(set);
    if (audited !== undefined) return 1970 + Math.floor(Number(audited) / SECONDS_PER_YEAR);
  }
  return undefined;
}
