import {
  readCtimeHead,
  readDmesgIsoHead,
  readIsoHead,
  readUptimeHead,
  syslogHeadOf,
  type ReadKernelHead,
} from './head.ts';

/** One way in which kernel messages are written down. */
export interface KernelShape {
  readonly head: string;
  readonly read: ReadKernelHead;
  /** Others write heads like this one: only messages known to be the kernel's show that the log is its own. */
  readonly ambiguous: boolean;
}

const SYSLOG = 'syslog ';

const FIXED: readonly KernelShape[] = [
  { head: 'iso', read: readIsoHead, ambiguous: false },
  { head: 'uptime', read: readUptimeHead, ambiguous: false },
  { head: 'ctime', read: readCtimeHead, ambiguous: true },
  { head: 'dmesg-iso', read: readDmesgIsoHead, ambiguous: true },
];

const syslogOf = (year: number): KernelShape => ({
  head: `${SYSLOG}${year}`,
  read: syslogHeadOf(year),
  ambiguous: false,
});

/** All shapes; `year` is taken where the line states none. */
export const shapesOf = (year: number): readonly KernelShape[] => [...FIXED, syslogOf(year)];

/**
 * The shape that a layout names. `uptime`: the clock of this source is that of the machine since its start, from 0 on.
 * `syslog 2026`: the year was found in the log itself; `syslog 1972` (YEAR_NOT_STATED): nothing tells it.
 */
export const shapeNamed = (head: string): KernelShape | undefined =>
  head.startsWith(SYSLOG) ? syslogOf(Number(head.slice(SYSLOG.length))) : FIXED.find((shape) => shape.head === head);

/** `setting system clock to 2026-11-23T09:00:00 UTC (1795424400)`, at each start of the machine. */
const CLOCK_SET = /setting system clock to (\d{4})-\d\d-\d\d/;
/** `audit: type=1400 audit(1795424000.123:45): apparmor="DENIED"`: seconds since the epoch. */
const AUDITED = /audit\((\d{10})\.\d{3}:\d+\)/;

const SECONDS_PER_YEAR = 365.2425 * 24 * 3600;

/** The year that the first line to tell one tells. A log that runs over New Year is read as though of this year alone. */
export const yearIn = (lines: readonly string[]): number | undefined => {
  for (const line of lines) {
    const set = CLOCK_SET.exec(line)?.[1];
    const audited = AUDITED.exec(line)?.[1];
    if (set !== undefined) return Number(set);
    if (audited !== undefined) return 1970 + Math.floor(Number(audited) / SECONDS_PER_YEAR);
  }
  return undefined;
};
