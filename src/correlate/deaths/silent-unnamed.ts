import type { Death, Worker } from '../../model/worker.ts';
import type { Draft, Told } from '../lives/draft.ts';
import { UNSEEN } from './unseen.ts';

/** Lines are cut to the second, and a worker's own first line may be older than what its master says of it. */
const SLACK_US = 2_000_000;

/**
 * The workers that died where only a boot in the place of one tells of it, and no log tells who of them spoke when: which one it was,
 * nobody knows. Where logs do tell pids, and still nobody fell silent, nothing is said.
 */
export function silentUnnamed(
  boots: readonly Told[],
  drafts: readonly Draft[],
  untold: Pick<Death, 'cause' | 'signal'>,
): readonly Worker[] {
  if (drafts.some(isHeard)) return [];
  return boots.flatMap(({ at, event }) => {
    const { step, host } = event;
    if (step.what !== 'worker-booting') return [];
    const death = { exitCode: undefined, timeoutAt: undefined, goneAt: at, silent: true, kernel: undefined };
    const end = { how: 'died' as const, death: { ...untold, ...death } };
    return [{ ...UNSEEN, host, pid: undefined, name: undefined, end, replacedBy: step.worker, told: [{ at, event }] }];
  });
}

/** True if it spoke when its supervisor said nothing of it. */
const isHeard = ({ signsOfLife, told }: Draft): boolean =>
  signsOfLife.some((seen) => told.every(({ at }) => Math.abs(seen - at) > SLACK_US));
