import type { Clock } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { MICROS_PER_MINUTE, type Micros } from '../../model/time.ts';

/** One-second stamps of the deaths against microseconds of uptime. */
const AGREES_WITHIN_US = 1_500_000;
/** Zones differ by multiples of this, and years by whole days. */
const QUARTER_US = 15 * MICROS_PER_MINUTE;

/** When somebody died, or another booted in his place. */
export interface DeathAt {
  readonly at: Micros;
  readonly pid: number;
}

/** What a log without a date leaves open: all, where it counts from the machine's boot; else its year and its zone. */
export type Unknown = 'origin' | 'year';

/**
 * The clock of a kernel log that states no date: the offset at which most of its kills and faults fall on deaths (or on boots that
 * replace somebody), each on one of the process that it names where that is known. As a clock's offset is taken off a reading, it is
 * negative here for a log that counts from boot.
 */
export function alignUptime(
  source: number,
  told: readonly LifecycleEvent[],
  { deaths, unknown }: { readonly deaths: readonly DeathAt[]; readonly unknown: Unknown },
): Clock | undefined {
  const words = told.flatMap(({ stamp, step }) =>
    stamp ? [{ wall: stamp.wall, deaths: deathsIn(step, deaths) }] : [],
  );
  const offsets = words
    .flatMap((word) => word.deaths.map(({ at }) => word.wall - at))
    .filter((offset) => fits(offset, unknown));
  const agreeing = (offset: number) =>
    words.flatMap((word) => {
      const off = word.deaths
        .map(({ at }) => word.wall - offset - at)
        .filter((gap) => Math.abs(gap) <= AGREES_WITHIN_US);
      return off.length > 0 ? [Math.min(...off.map(Math.abs))] : [];
    });
  const [best] = offsets
    .map((offset) => ({ offset, gaps: agreeing(offset) }))
    .sort((a, b) => b.gaps.length - a.gaps.length || sum(a.gaps) - sum(b.gaps) || a.offset - b.offset);
  return best && { source, offsetUs: best.offset, zoneFrom: 'inferred', skewUs: 0, anchors: best.gaps.length };
}

/** Containers count their own pids: where nobody bears the one that is named, anybody may be meant. */
function deathsIn(step: LifecycleEvent['step'], deaths: readonly DeathAt[]): readonly DeathAt[] {
  const theirs = step.what === 'kernel-oom-kill' ? deaths.filter(({ pid }) => pid === step.process) : [];
  return theirs.length > 0 ? theirs : deaths;
}

const fits = (offset: number, unknown: Unknown): boolean =>
  unknown === 'origin' || Math.abs(offset - Math.round(offset / QUARTER_US) * QUARTER_US) <= AGREES_WITHIN_US;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
