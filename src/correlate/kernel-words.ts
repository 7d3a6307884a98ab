import type { LifecycleEvent } from '../model/event.ts';
import type { LifecycleStep } from '../model/lifecycle.ts';
import type { Placed } from '../model/facts.ts';
import type { Micros } from '../model/time.ts';
import type { Draft } from './draft.ts';

const NEAR_US = 3_000_000;
const SIGKILL = 9;
/** Thread ids are given out in order after their process was forked: a fault's thread lies soon after its worker's pid. */
const MAX_THREADS_AFTER = 4_096;

type KernelWord = Placed<LifecycleEvent>;

/** What the kernel said, and who there was to say it of. */
export interface KernelLog {
  readonly words: readonly KernelWord[];
  readonly drafts: readonly Draft[];
}

/** The kernel's word for the end of a worker near `at`: its OOM kill, or a fault in one of its threads. */
export function kernelWordFor(draft: Draft, at: Micros, { words, drafts }: KernelLog): KernelWord | undefined {
  const alive = drafts.filter(({ boot }) => boot === undefined || boot.at < at);
  return words
    .filter((word) => Math.abs(word.at - at) <= NEAR_US && isAbout(draft, word.event.step, alive))
    .sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
}

/** True if the kernel speaks of this worker, or of a thread of its, `alive` being all that lived then. */
export function isAbout(draft: Draft, step: LifecycleStep, alive: readonly Draft[]): boolean {
  if (step.what === 'kernel-oom-kill') return step.process === draft.pid;
  if (step.what === 'unit-ended') return isForMemory(step.why) && wasKilled(draft);
  if (step.what !== 'kernel-fault') return false;
  const { thread } = step;
  if (thread === draft.pid) return true;
  const forkedBefore = alive.filter(({ pid }) => pid <= thread && thread - pid <= MAX_THREADS_AFTER);
  return forkedBefore.length > 0 && Math.max(...forkedBefore.map(({ pid }) => pid)) === draft.pid;
}

const isForMemory = (why: string): boolean => /oom/i.test(why);

/** systemd tells of a unit, not of a pid: its word goes with a SIGKILL. */
const wasKilled = ({ reaped }: Draft): boolean => {
  const step = reaped?.event.step;
  return step?.what === 'worker-killed' && step.signal === SIGKILL;
};
