import { SIGKILL } from '../../lib/signals.ts';
import { isBeside } from '../../model/beside.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Death, Worker } from '../../model/worker.ts';
import { isServer } from './server-names.ts';
import { FOLLOWED_WITHIN_US, inUntoldPlace, mayBeOf, untoldBoots } from './untold-boots.ts';
import { UNSEEN } from './unseen.ts';

type Word = Placed<LifecycleEvent>;

/**
 * The workers whose end nobody but the kernel tells: all, where nobody else speaks; else those that ended just before anybody does,
 * the excerpt beginning there, and those in whose place one boots that nothing else explains. `said`: what anybody told.
 */
export function onlyKernelTells(
  words: readonly Word[],
  lives: readonly Worker[],
  { unexplained, said }: { readonly unexplained: readonly Word[]; readonly said: readonly Word[] },
): readonly Worker[] {
  if (lives.length === 0) return kernelDeaths(words);
  const boots = lives.flatMap(({ told }) => told.filter(({ event: { step } }) => step.what === 'worker-booting'));
  const deaths = kernelDeaths(words.filter((word) => !isToldBy(lives, word)));
  const begun = Math.min(...lives.map(beginOf));
  const left = [...unexplained];
  const free = untoldBoots(boots, lives, said);
  return deaths.flatMap((worker) => {
    const at = worker.told[0]?.at ?? begun;
    const next = left.findIndex((boot) => isFollowedBy(worker, boot) && mayBeOf(worker, boot));
    if (next >= 0) return [followedBy(worker, left.splice(next, 1))];
    if (begun - at > FOLLOWED_WITHIN_US) return [];
    if (at >= begun) return inUntoldPlace(worker, free, deaths.length);
    const own = boots.filter((boot) => isFollowedBy(worker, boot));
    return [deaths.length === 1 ? followedBy(worker, own) : worker];
  });
}

/** True if somebody else tells of that process, or was found to be the one that the kernel means. */
const isToldBy = (lives: readonly Worker[], word: Word): boolean =>
  lives.some(({ pid, end }) => pid === processOf(word) || (end.how === 'died' && end.death.kernel === word));

const beginOf = ({ told, bootedAt, firstSeenAt }: Worker): number =>
  Math.min(told[0]?.at ?? Infinity, bootedAt ?? Infinity, firstSeenAt ?? Infinity);

const isFollowedBy = ({ host, told: [word] }: Worker, boot: Word): boolean =>
  word !== undefined && isBeside({ host }, boot.event) && boot.at >= word.at && boot.at - word.at <= FOLLOWED_WITHIN_US;

/** Where one boots behind it, that one took its place; where several do, a server was started. */
function followedBy(worker: Worker, boots: readonly Word[]): Worker {
  const [step, ...more] = boots.map(({ event }) => event.step);
  return more.length === 0 && step?.what === 'worker-booting' ? { ...worker, replacedBy: step.worker } : worker;
}

/** Where nothing but the kernel speaks: the workers that it killed or saw crash, one a process, in order. */
function kernelDeaths(words: readonly Word[]): readonly Worker[] {
  const found = new Map<number, Worker>();
  for (const word of words) {
    const { step } = word.event;
    const pid = processOf(word);
    if (pid === undefined || !('command' in step) || !isServer(step.command)) continue;
    const known = found.get(pid);
    found.set(pid, known ? { ...known, told: [...known.told, word] } : workerOf(pid, word));
  }
  return [...found.values()];
}

function processOf({ event: { step } }: Word): number | undefined {
  if (step.what === 'kernel-oom-kill') return step.process;
  return step.what === 'kernel-fault' ? step.thread : undefined;
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
