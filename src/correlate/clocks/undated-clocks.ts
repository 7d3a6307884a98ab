import type { Clock } from '../../model/clock.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { Layout } from '../../model/layout.ts';
import { rangeOf } from '../covered-range.ts';
import { ENDS_PROCESSES } from '../speakers.ts';
import { alignUptime, type Ended } from './uptime-clock.ts';
import { inYearOf } from './year-clock.ts';

/** Heads of kernel logs that count from the machine's boot, or state no year (formats/kernel-log, YEAR_NOT_STATED). */
const UPTIME = 'uptime';
const YEARLESS = /^syslog (?:1972|\d{4} assumed)$/;

const isYearless = ({ head }: Layout): boolean => YEARLESS.test(head);
const isUndated = (layout: Layout): boolean => layout.head === UPTIME || isYearless(layout);

/** True if its readings have no year at all, not even an assumed one. */
export const isYearUnknown = ({ head }: Layout): boolean => head === UPTIME || head === 'syslog 1972';

/** Ids of the sources whose readings state no date. */
export const undatedAmong = (
  sources: CaseFacts['sources'],
  is: (layout: Layout) => boolean = isUndated,
): ReadonlySet<number> => new Set(sources.filter(({ layouts }) => layouts.some(is)).map(({ id }) => id));

/** Kernel logs without a date are set by the deaths that they tell of; where none was logged, their year by the logs beside them. */
export function dateUndated(
  clocks: readonly Clock[],
  { sources, lifecycle, activity }: CaseFacts,
  deaths: readonly Ended[],
): readonly Clock[] {
  const undated = undatedAmong(sources);
  if (undated.size === 0) return clocks;
  const yearless = undatedAmong(sources, isYearless);
  const range = rangeOf(
    activity.filter(({ source }) => !undated.has(source)),
    clocks,
  );
  return clocks.map((clock) => {
    if (!undated.has(clock.source)) return clock;
    const told = lifecycle.filter(
      (event) => event.origin.source === clock.source && ENDS_PROCESSES.has(event.step.what),
    );
    const inYear = range && yearless.has(clock.source) ? inYearOf(clock, told, range) : undefined;
    return alignUptime(clock.source, told, { deaths, dayClock: inYear?.offsetUs }) ?? inYear ?? clock;
  });
}
