import { SIGKILL } from '../../lib/signals.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Death, Worker } from '../../model/worker.ts';
import { isServer } from './server-names.ts';
import { UNSEEN } from './unseen.ts';

/** Where nothing but the kernel speaks: the workers that it killed or saw crash, one a process, in order. */
export function kernelDeaths(words: readonly Placed<LifecycleEvent>[]): readonly Worker[] {
  const found = new Map<number, Worker>();
  for (const word of words) {
    const { step } = word.event;
    if (step.what !== 'kernel-oom-kill' && step.what !== 'kernel-fault') continue;
    const pid = step.what === 'kernel-fault' ? step.thread : step.process;
    if (!isServer(step.command)) continue;
    const known = found.get(pid);
    found.set(pid, known ? { ...known, told: [...known.told, word] } : workerOf(pid, word));
  }
  return [...found.values()];
}

function workerOf(pid: number, word: Placed<LifecycleEvent>): Worker {
  const { step, host } = word.event;
  const death: Death = {
    cause: step.what === 'kernel-fault' ? 'signal' : 'oom',
    signal: step.what === 'kernel-fault' ? step.signal : SIGKILL,
    ...{ exitCode: undefined, timeoutAt: undefined, goneAt: word.at, silent: true, kernel: word },
  };
  return { host, pid, name: undefined, ...UNSEEN, end: { how: 'died', death }, replacedBy: undefined, told: [word] };
}
