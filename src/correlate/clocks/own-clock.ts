import type { Clock } from '../../model/clock.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { ActivityRow } from '../../model/findings.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND } from '../../model/time.ts';
import { betweenStated } from './between-stated.ts';
import { verdictOf } from './clock-votes.ts';

type Facts = Pick<CaseFacts, 'lifecycle' | 'exceptions' | 'activity' | 'requests' | 'edges' | 'spans' | 'toldClocks'>;

/** The clock of a source by what it says itself, or the user of it; `undefined` where neither says anything. */
export const ownClock = (source: number, facts: Facts): Clock | undefined =>
  statedClock(source, facts) ?? toldClock(source, facts) ?? epochClock(source, facts);

function statedClock(source: number, facts: Facts): Clock | undefined {
  const rows = facts.activity.filter((row) => row.source === source);
  const [offsetMin] = statedOffsets(rows);
  if (offsetMin === undefined) return undefined;
  const offsetUs = offsetMin * MICROS_PER_MINUTE;
  const isMixed = rows.some(({ first, last }) => first.offsetMin === undefined || last.offsetMin === undefined);
  const others = isMixed ? betweenStated(source, offsetUs, facts) : undefined;
  return { source, ...(others ?? { offsetUs, anchors: 0 }), zoneFrom: others ? 'inferred' : 'stated', skewUs: 0 };
}

/** The zone in which the user reads a source whose lines state none. */
function toldClock(source: number, { toldClocks }: Facts): Clock | undefined {
  const offsetUs = toldClocks?.get(source)?.offsetUs;
  return offsetUs === undefined ? undefined : { source, offsetUs, zoneFrom: 'flag', skewUs: 0, anchors: 0 };
}

/** Zones in use that are no multiple of this are few, and hardly any request is waited for as long. */
const HALF_HOUR_US = 30 * MICROS_PER_MINUTE;

/** The zone that a supervisor gives away by the seconds since 1970 at which a request began (uWSGI's harakiri). */
function epochClock(source: number, { lifecycle }: Facts): Clock | undefined {
  const votes = lifecycle.flatMap(({ origin, stamp, step }) => {
    const since = step.what === 'request-in-flight' ? step.request.since : undefined;
    if (origin.source !== source || since === undefined || stamp?.offsetMin !== undefined || !stamp) return [];
    const offsetUs = Math.floor((stamp.wall - since * MICROS_PER_SECOND) / HALF_HOUR_US) * HALF_HOUR_US;
    return Math.abs(offsetUs) <= MOST_OFFSET_US ? [{ offsetUs, weight: 1 }] : [];
  });
  const verdict = verdictOf(votes);
  return verdict && { source, ...verdict, zoneFrom: 'inferred', skewUs: 0 };
}

const MOST_OFFSET_US = 14 * 60 * MICROS_PER_MINUTE;

/** Offsets that a source's lines state, the most frequent first. */
function statedOffsets(activity: readonly ActivityRow[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { first, records } of activity)
    if (first.offsetMin !== undefined) counts.set(first.offsetMin, (counts.get(first.offsetMin) ?? 0) + records);
  return [...counts].sort(([a, x], [b, y]) => y - x || a - b).map(([offsetMin]) => offsetMin);
}
