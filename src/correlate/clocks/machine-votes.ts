import type { LifecycleEvent } from '../../model/event.ts';
import { MICROS_PER_SECOND, type Micros } from '../../model/time.ts';
import { type PidMoments, QUARTER_US, type Vote } from './clock-votes.ts';

/** Workers are missed and ended within seconds of what befell their machine. */
const NEAR_US = 10 * MICROS_PER_SECOND;
/** Zones lie between 12 hours west and 14 hours east of UTC. */
const MOST_OFFSET_US = 14 * 4 * QUARTER_US;

/**
 * Votes of what befell a machine: workers are missed as soon as it wakes or its clock is set, and end as soon as somebody orders
 * it. For logs of the machine, in which no worker speaks.
 */
export const machineVotes = (
  source: number,
  lifecycle: readonly LifecycleEvent[],
  moments: PidMoments,
): readonly Vote[] =>
  lifecycle
    .filter(({ origin, by }) => origin.source === source && by !== undefined)
    .flatMap(({ stamp, step }) => (stamp ? momentsOf(step, moments).flatMap((at) => voteFor(stamp.wall - at)) : []));

function momentsOf(step: LifecycleEvent['step'], { timeouts, ends }: PidMoments): readonly Micros[] {
  switch (step.what) {
    case 'machine-awake':
    case 'clock-stepped':
      return [...timeouts.values()].flat();
    case 'kill-ordered':
      return step.processes.flatMap((pid) => ends.get(pid) ?? []);
    case 'kernel-oom-kill':
      return ends.get(step.process) ?? [];
    default:
      return [];
  }
}

function voteFor(gapUs: number): readonly Vote[] {
  const offsetUs = Math.round(gapUs / QUARTER_US) * QUARTER_US;
  const isZone = Math.abs(offsetUs) <= MOST_OFFSET_US && Math.abs(gapUs - offsetUs) <= NEAR_US;
  return isZone ? [{ offsetUs, weight: 1 }] : [];
}
