import { AMBIGUOUS_ZONES } from '../lib/ambiguous-zones.ts';
import type { Correlation } from '../model/correlation.ts';
import type { SourceRow } from '../model/findings.ts';
import type { Gap } from '../model/report.ts';

const NAMED = new RegExp(String.raw`\d\d:\d\d:\d\d(?:[.,]\d+)? (${[...AMBIGUOUS_ZONES.keys()].join('|')})\b`);
/** A head states its time and zone within so many characters. */
const HEAD_LENGTH = 80;

/** The sources that name their zone by a name of several, and that nothing else sets right: they are read as UTC. */
export function zoneGaps({ clocks, lifecycle }: Correlation, sources: readonly SourceRow[]): readonly Gap[] {
  return clocks.flatMap(({ source, zoneFrom }) => {
    const path = sources.find(({ id }) => id === source)?.path ?? '';
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
