import type { Clock } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Micros } from '../../model/time.ts';
import { QUARTER_US } from './clock-votes.ts';

/** One-second stamps of the deaths against microseconds of uptime. */
const AGREES_WITHIN_US = 1_500_000;

/** When a process ended, as its server tells it. */
export interface Ended {
  readonly pid: number;
  readonly at: Micros;
}

/**
 * The clock of a kernel log that counts from the machine's boot: the offset at which most of its kills and faults fall on the
 * deaths of those that it names, and then on any (in a container pids are others, and a boot that replaces somebody names another).
 * As a clock's offset is taken off a reading, it is negative here. `dayClock`: its offset but for the zone, where it lacks the year alone.
 */
export function alignUptime(
  source: number,
  told: readonly LifecycleEvent[],
  { deaths, dayClock }: { readonly deaths: readonly Ended[]; readonly dayClock?: number | undefined },
): Clock | undefined {
  const kills = told.flatMap(({ stamp, step }) => (stamp ? [{ wall: stamp.wall, process: processOf(step) }] : []));
  const offsets = kills
    .flatMap(({ wall }) => deaths.map(({ at }) => wall - at))
    .flatMap((offset) => (dayClock === undefined ? offset : onDayClock(offset, dayClock)));
  const agreeing = (offset: number) => {
    const met = kills.map(({ wall, process }) => {
      const here = deaths.filter(({ at }) => Math.abs(wall - offset - at) <= AGREES_WITHIN_US);
      return {
        gaps: here.map(({ at }) => Math.abs(wall - offset - at)),
        isNamed: here.some(({ pid }) => pid === process),
      };
    });
    const gaps = met.flatMap(({ gaps: some }) => (some.length > 0 ? [Math.min(...some)] : []));
    return { offset, gaps, named: met.filter(({ isNamed }) => isNamed).length };
  };
  const [best] = offsets
    .map(agreeing)
    .sort(
      (a, b) => b.named - a.named || b.gaps.length - a.gaps.length || sum(a.gaps) - sum(b.gaps) || a.offset - b.offset,
    );
  return best && { source, offsetUs: best.offset, zoneFrom: 'inferred', skewUs: 0, anchors: best.gaps.length };
}

/** Whose year alone is not told runs right: only whole quarters of an hour part it from another zone. */
function onDayClock(offset: number, dayClock: number): readonly number[] {
  const zoned = dayClock + Math.round((offset - dayClock) / QUARTER_US) * QUARTER_US;
  return Math.abs(offset - zoned) <= AGREES_WITHIN_US ? [zoned] : [];
}

/** The main thread of a process has its number. */
function processOf(step: LifecycleEvent['step']): number | undefined {
  if (step.what === 'kernel-oom-kill') return step.process;
  return step.what === 'kernel-fault' ? step.thread : undefined;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
