import type { Clock } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Micros } from '../../model/time.ts';

/** One-second stamps of the deaths against microseconds of uptime. */
const AGREES_WITHIN_US = 1_500_000;

/**
 * The clock of a kernel log that counts from the machine's boot: the offset at which most of its kills and faults fall on
 * deaths (or on boots that replace somebody). As a clock's offset is taken off a reading, it is negative here.
 */
export function alignUptime(
  source: number,
  told: readonly LifecycleEvent[],
  deaths: readonly Micros[],
): Clock | undefined {
  const uptimes = told.flatMap(({ stamp }) => (stamp ? [stamp.wall] : []));
  const offsets = uptimes.flatMap((uptime) => deaths.map((at) => uptime - at));
  const agreeing = (offset: number) =>
    uptimes.flatMap((uptime) => {
      const off = deaths.map((at) => uptime - offset - at).filter((gap) => Math.abs(gap) <= AGREES_WITHIN_US);
      return off.length > 0 ? [Math.min(...off.map(Math.abs))] : [];
    });
  const [best] = offsets
    .map((offset) => ({ offset, gaps: agreeing(offset) }))
    .sort((a, b) => b.gaps.length - a.gaps.length || sum(a.gaps) - sum(b.gaps) || a.offset - b.offset);
  return best && { source, offsetUs: best.offset, zoneFrom: 'inferred', skewUs: 0, anchors: best.gaps.length };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
