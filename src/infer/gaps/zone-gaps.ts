import { AMBIGUOUS_ZONES } from '../../lib/ambiguous-zones.ts';
import { isoOffset } from '../../lib/iso-time.ts';
import type { Clock } from '../../model/clock.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { SourceRow } from '../../model/findings.ts';
import type { Gap } from '../../model/report.ts';
import { MICROS_PER_MINUTE } from '../../model/time.ts';

const NAMED = new RegExp(String.raw`\d\d:\d\d:\d\d(?:[.,]\d+)? (${[...AMBIGUOUS_ZONES.keys()].join('|')})\b`);
/** A head states its time and zone within so many characters. */
const HEAD_LENGTH = 80;

/** No clock runs ahead or behind by as much: its zone is another than it states. */
const LEAST_ZONE_US = 30 * MICROS_PER_MINUTE;

/** The sources whose zone is doubtful: they name one that is several, which nothing else sets right, or others contradict what they state. */
export function zoneGaps({ clocks, lifecycle }: Correlation, sources: readonly SourceRow[]): readonly Gap[] {
  return clocks.flatMap((clock) => {
    const { source, zoneFrom } = clock;
    const path = sources.find(({ id }) => id === source)?.path ?? '';
    if (zoneFrom === 'stated' && Math.abs(clock.skewUs) >= LEAST_ZONE_US) return [contradicted(path, clock)];
    const events = lifecycle.filter(({ event }) => event.origin.source === source);
    const name = events.map(({ event }) => NAMED.exec(event.text.slice(0, HEAD_LENGTH))?.[1]).find(Boolean);
    const zones = name === undefined ? undefined : AMBIGUOUS_ZONES.get(name);
    if (name === undefined || zones === undefined || zoneFrom !== 'assumed') return [];
    return [
      {
        what: `which zone the times of ${path} are in`,
        why: `they say ${name}, which is ${zones}: they are read as UTC`,
        remedy: `state it: \`forensics ingest --tz '${path}=+08:00'\`, with the offset that holds there; let servers log UTC or an offset`,
      },
    ];
  });
}

/** Python 2 prints `+0000` in every zone. */
const contradicted = (path: string, { offsetUs, skewUs, anchors }: Clock): Gap => ({
  what: `why the times of ${path} state ${isoOffset(offsetUs / MICROS_PER_MINUTE)}`,
  why: `${String(anchors)} facts that it shares with logs of another stated zone show it to be in ${isoOffset((offsetUs + skewUs) / MICROS_PER_MINUTE)}, and it is read so`,
  remedy: 'Python 2 prints `+0000` in every zone: run the server on Python 3, or with TZ=UTC',
});
