import { isoTime } from '../../lib/iso-time.ts';
import { type Clock, instantOf } from '../../model/clock.ts';
import type { LogEvent } from '../../model/event.ts';
import { MICROS_PER_MINUTE, type Micros, micros } from '../../model/time.ts';
import type { Report, ReportSource } from '../../model/report.ts';

/** What the logs of a case cover, and the zone in which its people read a clock. */
export interface LogTime {
  /** Absent where no source states a time. */
  readonly range: { readonly from: Micros; readonly to: Micros } | undefined;
  /** Minutes east of UTC: the zone of the report's own times. */
  readonly zoneMinutes: number;
}

const toMicros = (iso: string): Micros => micros(Date.parse(iso) * 1_000);

const ZONE = /(?<sign>[+-])(?<hours>\d\d):(?<minutes>\d\d)$/;

/** Minutes east of UTC of an offset such as `+08:00`, or of a time that ends in one. */
const zoneMinutesOf = (iso: string): number => {
  const { sign, hours = '0', minutes = '0' } = ZONE.exec(iso)?.groups ?? {};
  const distance = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -distance : distance;
};

const momentsOf = ({ firstAt, lastAt }: ReportSource): readonly string[] =>
  firstAt === null || lastAt === null ? [] : [firstAt, lastAt];

/** The span from the first to the last moment of any source. */
export const logTime = ({ incidents, sources }: Report): LogTime => {
  const moments = sources.flatMap(momentsOf);
  const times = moments.map(toMicros).sort((a, b) => a - b);
  const [from, to] = [times.at(0), times.at(-1)];
  const shown = incidents[0]?.at ?? moments[0];
  return {
    range: from === undefined || to === undefined ? undefined : { from, to },
    zoneMinutes: shown ? zoneMinutesOf(shown) : 0,
  };
};

/** How the report reads the clock of a source. */
export const clockOf = ({ id, zone, zoneFrom, skewMs, anchors }: ReportSource): Clock => ({
  ...{ source: id, zoneFrom, anchors },
  offsetUs: zoneMinutesOf(zone) * MICROS_PER_MINUTE,
  skewUs: skewMs * 1_000,
});

/** When something was logged, in the zone of its log; `null` where no time is stated. */
export function momentIn({ stamp, origin }: Pick<LogEvent, 'stamp' | 'origin'>, { sources }: Report): string | null {
  const source = sources.find(({ id }) => id === origin.source);
  if (!stamp || !source) return null;
  const clock = clockOf(source);
  return isoTime(instantOf(stamp, clock), clock.offsetUs / MICROS_PER_MINUTE);
}
