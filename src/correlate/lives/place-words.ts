import type { LifecycleEvent } from '../../model/event.ts';
import type { CaseFacts, Placed } from '../../model/facts.ts';
import { HALTS } from '../../model/halts.ts';
import { statesTime } from '../../model/states-time.ts';
import type { Micros } from '../../model/time.ts';
import type { Clock } from '../../model/clock.ts';
import { rangeOf } from '../covered-range.ts';
import { place } from '../timeline.ts';

type Word = Placed<LifecycleEvent>;

type HostOf = (event: LifecycleEvent) => string | undefined;
type Said = Pick<CaseFacts, 'lifecycle' | 'activity'>;

/**
 * Supervisors' words on the common clock. A server that was told to stop says nothing more, and what its console shows of it may
 * state no time (Celery prints `worker: Warm shutdown`, apps/worker.py): the last that was read above it is hours too early.
 * It comes when the logs end in which the same server speaks.
 */
export function placeWords(said: Said, clocks: readonly Clock[], hostOf: HostOf): readonly Word[] {
  const words = place(said.lifecycle, clocks);
  const halts = words.filter(({ event }) => isUndatedHalt(event) && isLastInItsLog(event, words));
  if (halts.length === 0) return words;
  const sources = ({ event: { by, ...halt } }: Word): ReadonlySet<number> =>
    new Set(
      words.flatMap(({ event }) => (event.by === by && hostOf(event) === hostOf(halt) ? event.origin.source : [])),
    );
  const moved = halts.map((halt) => ({ ...halt, at: lastHeard(said, sources(halt), clocks) ?? halt.at }));
  // a stable sort: what moved comes last of its moment
  return [...words.filter((word) => !halts.includes(word)), ...moved].sort((a, b) => a.at - b.at);
}

const lastHeard = ({ activity }: Said, sources: ReadonlySet<number>, clocks: readonly Clock[]): Micros | undefined =>
  rangeOf(
    activity.filter(({ source }) => sources.has(source)),
    clocks,
  )?.to;

const isUndatedHalt = ({ step, text }: LifecycleEvent): boolean =>
  step.what === 'master-signalled' && HALTS.has(step.signal.toLowerCase()) && !statesTime(text);

const isLastInItsLog = ({ origin }: LifecycleEvent, words: readonly Word[]): boolean =>
  words.every(({ event }) => event.origin.source !== origin.source || event.origin.line <= origin.line);
