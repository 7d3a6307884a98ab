import type { LifecycleEvent } from '../../model/event.ts';

/** The kernel prints a kill's lines in one go (mm/oom_kill.c, 5.0 on); a slow console stretches them. */
const WITHIN_US = 5_000_000;

/** Leaves out the summary of an out-of-memory kill of which the same log also has the line with the victim's memory. */
export function withoutOomSummaries(lifecycle: readonly LifecycleEvent[]): readonly LifecycleEvent[] {
  const whole = lifecycle.filter(({ step }) => step.what === 'kernel-oom-kill' && step.rssKb !== undefined);
  return lifecycle.filter((event) => !isSummary(event) || !whole.some((other) => isSameKill(event, other)));
}

const isSummary = ({ step }: LifecycleEvent): boolean => step.what === 'kernel-oom-kill' && step.rssKb === undefined;

const victimOf = ({ step }: LifecycleEvent): number | undefined =>
  step.what === 'kernel-oom-kill' ? step.process : undefined;

function isSameKill(one: LifecycleEvent, other: LifecycleEvent): boolean {
  if (victimOf(one) !== victimOf(other) || one.origin.source !== other.origin.source) return false;
  return Math.abs((one.stamp?.wall ?? 0) - (other.stamp?.wall ?? 0)) <= WITHIN_US;
}
