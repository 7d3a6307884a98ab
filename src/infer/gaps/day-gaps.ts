import type { Correlation } from '../../model/correlation.ts';
import type { LogEvent } from '../../model/event.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Gap } from '../../model/report.ts';

/** How a head names a time column that states no date, and that which is taken for it (formats/python-app). */
const DATELESS = /\{time:(?:of(?<day>\d{8})|in(?<year>\d{4}))\}/;
/** How it names one whose dates begin with the day, as far as they show. */
const DAY_FIRST = '{time:dayfirst}';
/** A greater number before the month can be a day only. */
const MONTHS = 12;

const REMEDY = 'log dates as ISO 8601 has them: logging.Formatter(…, datefmt="%Y-%m-%d %H:%M:%S%z")';

/** The sources whose lines do not say for certain on which day they were written, and what they are read as. */
export const dayGaps = (sources: readonly SourceRow[], correlation: Correlation): readonly Gap[] =>
  sources.flatMap(({ id, path, layouts }) => {
    const heads = layouts.map(({ head }) => head);
    const taken = heads.map((head) => DATELESS.exec(head)?.groups).find(Boolean);
    if (taken) return [datelessGap(path, taken)];
    return heads.some((head) => head.includes(DAY_FIRST)) && mayBeMonths(id, correlation) ? [eitherGap(path)] : [];
  });

function datelessGap(path: string, taken: Readonly<Record<string, string | undefined>>): Gap {
  const day = taken['day']?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return {
    what: `${day === undefined ? 'in which year' : 'on which day'} ${path} was written`,
    why: `its lines do not say: they are read as of ${day ?? taken['year'] ?? ''}, when the servers spoke, or what else is dated in it, or else the file was last written to`,
    remedy: REMEDY,
  };
}

const eitherGap = (path: string): Gap => ({
  what: `on which day ${path} was written`,
  why: 'in none of its dates is one of the first two numbers above 12: they are read with the day before the month',
  remedy: REMEDY,
});

/** True if no record of a source that is kept was written on a day that can be no month. */
function mayBeMonths(source: number, { lifecycle, exceptions, notes, requests }: Correlation): boolean {
  const told: readonly LogEvent[] = [
    ...[...lifecycle, ...exceptions, ...notes].map(({ event }) => event),
    ...requests.flatMap(({ evidence }) => evidence),
  ];
  return told.every(
    ({ origin, stamp }) => origin.source !== source || !stamp || new Date(stamp.wall / 1_000).getUTCDate() <= MONTHS,
  );
}
