import { SIGKILL, signalNumber } from '../../lib/signals.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Micros } from '../../model/time.ts';
import { type Draft, isOpen } from '../lives/draft.ts';
import { isServer } from './server-names.ts';

const NEAR_US = 3_000_000;
/** Kubernetes waits before it starts a container again: ten seconds, doubled up to five minutes. */
const RESTARTED_WITHIN_US = 310_000_000;
/** Thread ids are given out in order after their process was forked: a fault's thread lies soon after its worker's pid. */
const MAX_THREADS_AFTER = 4_096;

type Word = Pick<LifecycleEvent, 'step'> & Partial<Pick<LifecycleEvent, 'by' | 'host'>>;

type KernelWord = Placed<LifecycleEvent>;

/** What the kernel said, and who there was to say it of. */
export interface KernelLog {
  readonly words: readonly KernelWord[];
  readonly drafts: readonly Draft[];
}

/** The kernel's word for the end of a worker near `at`: its OOM kill, or a fault in one of its threads. */
export function kernelWordFor(draft: Draft, at: Micros, { words, drafts }: KernelLog): KernelWord | undefined {
  const near = words.filter((word) => isNear(draft, word, at));
  if (near.length === 0) return undefined;
  const alive = drafts.filter(({ boot }) => boot === undefined || boot.at < at);
  return near
    .filter((word) => isAbout(draft, word.event, alive) || isByHostPid(draft, word.event, drafts))
    .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}

/** Of a worker that went with all others, only the next start is told: its container ended at any time before. */
function isNear({ lost, boot }: Draft, word: KernelWord, at: Micros): boolean {
  const early = lost?.at === at && word.event.step.what === 'unit-ended' ? RESTARTED_WITHIN_US : NEAR_US;
  return word.at >= Math.max(at - early, boot?.at ?? 0) && word.at <= at + NEAR_US;
}

/** True if the kernel speaks of this worker, or of a thread of its, `alive` being all that lived then. */
export function isAbout(draft: Draft, word: Word, alive: readonly Draft[]): boolean {
  const { step } = word;
  if (step.what === 'kernel-oom-kill') return step.process === draft.pid;
  if (step.what === 'unit-ended')
    return (isForMemory(step.why) && isWithin(draft, word)) || (isShot(step.why) && isLostWith(draft, word));
  if (step.what !== 'kernel-fault') return false;
  const { thread } = step;
  if (thread === draft.pid) return true;
  const forkedBefore = alive.filter(({ pid }) => pid <= thread && thread - pid <= MAX_THREADS_AFTER);
  return forkedBefore.length > 0 && Math.max(...forkedBefore.map(({ pid }) => pid)) === draft.pid;
}

/**
 * The kernel counts in the host's pids, a server in a container in its own: a kill of one that goes by a server's name and a pid
 * that nobody else tells of is the one that took the worker which was killed at that moment.
 */
function isByHostPid(draft: Draft, { step }: Word, drafts: readonly Draft[]): boolean {
  if (step.what !== 'kernel-oom-kill' || !isServer(step.command)) return false;
  return !draft.timeout && (wasKilled(draft) || isOpen(draft)) && drafts.every(({ pid }) => pid !== step.process);
}

/** True for the word in which who keeps a service or container says that it ended for its memory. */
export const isForMemory = (why: string): boolean => /oom/i.test(why);

/** Its main process was killed: a server's master cannot say so, and who was to follow it need not either. */
const isShot = (why: string): boolean => signalNumber(why) === SIGKILL;

/** Who keeps several programs side by side tells of each: of which one of them a server's workers were, it does not. */
const isLostWith = (draft: Draft, { by }: Omit<Word, 'step'>): boolean =>
  by === 'systemd' && draft.lost !== undefined && !draft.exiting && !draft.reaped;

/** systemd and Kubernetes tell of a unit, not of a pid: their word goes with a SIGKILL, or with the end of all in that pod. */
function isWithin(draft: Draft, { by, host }: Omit<Word, 'step'>): boolean {
  const isElsewhere = by === 'kubernetes' && host !== undefined && draft.host !== undefined && host !== draft.host;
  return !isElsewhere && (wasKilled(draft) || draft.lost !== undefined);
}

const wasKilled = ({ reaped }: Draft): boolean => {
  const step = reaped?.event.step;
  return step?.what === 'worker-killed' && step.signal === SIGKILL;
};
