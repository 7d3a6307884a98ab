import { isBeside } from '../../model/beside.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Worker } from '../../model/worker.ts';
import { isNamedAfter } from './server-names.ts';

type Word = Placed<LifecycleEvent>;

/** Stamps are cut off at the second, and what the kernel counts from its start drifts. */
const SLACK_US = 2 * MICROS_PER_SECOND;
/** A master forks the next within its one-second loop; a busy machine, or a service that is started again, takes longer. */
export const FOLLOWED_WITHIN_US = 60 * MICROS_PER_SECOND;

/** What makes a master fork though nobody died: it starts, or it was told to (HUP, TTIN, USR2). */
const FORKS = new Set<string>(['master-started', 'master-listening', 'master-signalled']);

/** Boots of gunicorn, which may keep silent of a kill, that follow no end that is told, no start and no signal of its master. */
export function untoldBoots(boots: readonly Word[], lives: readonly Worker[], said: readonly Word[]): Word[] {
  const forks = said.filter(({ event: { step } }) => FORKS.has(step.what));
  const isMade = (boot: Word): boolean =>
    forks.some(
      ({ at, event }) =>
        event.origin.source === boot.event.origin.source && at <= boot.at && boot.at - at <= FOLLOWED_WITHIN_US,
    );
  const isTaken = (boot: Word): boolean => lives.some((life) => isReplacedBy(life, boot));
  return boots.filter((boot) => boot.event.by === 'gunicorn' && !isMade(boot) && !isTaken(boot));
}

const isReplacedBy = ({ host, replacedBy }: Worker, { event }: Word): boolean =>
  event.step.what === 'worker-booting' && event.step.worker === replacedBy && isBeside({ host }, event);

/** True if the killed process bears a name that the workers of who tells of the boot go by. */
export const mayBeOf = ({ told: [word] }: Worker, { event: { by } }: Word): boolean => {
  const step = word?.event.step;
  return step === undefined || !('command' in step) || isNamedAfter(by, step.command);
};

/** The killed worker that no log names, where one boots in its place that is in nobody else's, and no other server's worker may be meant. */
export function inUntoldPlace(worker: Worker, free: Word[], deaths: number): readonly Worker[] {
  const [word] = worker.told;
  if (!word) return [];
  const next = free.filter(
    (boot) =>
      isBeside(worker, boot.event) &&
      mayBeOf(worker, boot) &&
      boot.at >= word.at - SLACK_US &&
      boot.at - word.at <= FOLLOWED_WITHIN_US,
  );
  const [boot] = next;
  const isAnyones = new Set(next.map(({ event }) => event.origin.source)).size > 1 || next.length > deaths;
  if (boot?.event.step.what !== 'worker-booting' || isAnyones) return [];
  free.splice(free.indexOf(boot), 1);
  return [{ ...worker, replacedBy: boot.event.step.worker }];
}
