import type { LifecycleEvent } from '../../model/event.ts';
import type { Worker } from '../../model/worker.ts';
import { type Draft, endOf, type Told } from '../lives/draft.ts';
import type { UntoldOn } from './ends.ts';
import { bootedBefore, isOwnEnd } from './silent-deaths.ts';
import { UNSEEN } from './unseen.ts';

/** Lines are cut to the second, and a worker's own first line may be older than what its master says of it. */
const SLACK_US = 2_000_000;

interface Known {
  /** The machine that a line is of. */
  readonly hostOf: (event: LifecycleEvent) => string | undefined;
  readonly untoldOn: UntoldOn;
  /** The workers of the server that a line is of. */
  readonly besideOf: (event: LifecycleEvent) => readonly Draft[];
}

/**
 * The workers that died where only a boot in the place of one tells of it, and several may have been it: which one it was, nobody knows.
 * Where all that were there spoke later, nobody ended, and nothing is said.
 */
export function silentUnnamed(boots: readonly Told[], { hostOf, untoldOn, besideOf }: Known): readonly Worker[] {
  return boots.flatMap((boot) => {
    const { at, event } = boot;
    const host = hostOf(event);
    if (event.step.what !== 'worker-booting' || areAllLater(besideOf(event), boot)) return [];
    const death = { exitCode: undefined, timeoutAt: undefined, goneAt: at, silent: true, kernel: undefined };
    const end = { how: 'died' as const, death: { ...untoldOn(host), ...death } };
    const replacedBy = event.step.worker;
    return [{ ...UNSEEN, host, pid: undefined, name: undefined, end, replacedBy, told: [{ at, event }] }];
  });
}

/** True if whoever was there when it booted is heard of later, or says later that it leaves. */
function areAllLater(drafts: readonly Draft[], boot: Told): boolean {
  const there = drafts.filter((draft) => bootedBefore(draft, boot) && (endOf(draft)?.index ?? Infinity) > boot.index);
  return there.length > 0 && there.every((draft) => isLater(draft, boot));
}

const isLater = (draft: Draft, { at }: Told): boolean => {
  const end = endOf(draft);
  return (draft.lastSeenAt ?? 0) > at + SLACK_US || (end !== undefined && isOwnEnd(end.event.step));
};
