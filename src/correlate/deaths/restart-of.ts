import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Worker } from '../../model/worker.ts';

type Word = Placed<LifecycleEvent>;

/** Who keeps a program starts it again at once, or after a delay of seconds. */
const AGAIN_WITHIN_US = 60 * MICROS_PER_SECOND;
/** Kubernetes waits before it starts a container again: ten seconds, doubled up to five minutes. */
const CONTAINER_AGAIN_WITHIN_US = 310 * MICROS_PER_SECOND;

type Restart = Partial<Pick<Worker, 'pid' | 'bootedAt' | 'firstSeenAt' | 'replacedBy'>> & {
  readonly next?: Word | undefined;
};

/** The process of the unit that ended, and the start in its place, where its starts are told; `words` in order. */
export function restartOf(ended: Word, words: readonly Word[]): Restart {
  const { step, host, by } = ended.event;
  if (step.what !== 'unit-ended') return {};
  const place = words.indexOf(ended);
  const isOwn = ({ event }: Word): boolean =>
    event.step.what === 'unit-started' && event.step.unit === step.unit && event.host === host;
  const within = by === 'kubernetes' ? CONTAINER_AGAIN_WITHIN_US : AGAIN_WITHIN_US;
  const own = words.slice(0, place).findLast(isOwn);
  const next = words.slice(place + 1).find((word) => isOwn(word) && word.at - ended.at <= within);
  return { pid: processIn(own), bootedAt: own?.at, firstSeenAt: own?.at, replacedBy: processIn(next), next };
}

function processIn(word: Word | undefined): number | undefined {
  return word?.event.step.what === 'unit-started' ? word.event.step.process : undefined;
}
