import type { SourceRow } from '../model/findings.ts';
import type { Gap } from '../model/report.ts';

/** How a head names a time column that states no date, and that which is taken for it (formats/python-app). */
const DATELESS = /\{time:(?:of(?<day>\d{8})|in(?<year>\d{4}))\}/;

/** The sources whose lines state no date, or no year: they are read as of the day on which all else was written. */
export const dayGaps = (sources: readonly SourceRow[]): readonly Gap[] =>
  sources.flatMap(({ path, layouts }) => {
    const taken = layouts.map(({ head }) => DATELESS.exec(head)?.groups).find(Boolean);
    if (!taken) return [];
    const day = taken['day']?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
    return [
      {
        what: `${day === undefined ? 'in which year' : 'on which day'} ${path} was written`,
        why: `its lines do not say: they are read as of ${day ?? taken['year'] ?? ''}, when the servers spoke`,
        remedy: 'log the date too: logging.Formatter(…, datefmt="%Y-%m-%d %H:%M:%S%z")',
      },
    ];
  });
