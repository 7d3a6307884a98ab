import { groupedBy } from '../../lib/grouped.ts';
import type { Clock } from '../../model/clock.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { CaseFacts, Placed } from '../../model/facts.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { place } from '../timeline.ts';
import type { Told } from './draft.ts';

/** `Process 'ForkPoolWorker-1' pid:12 exited …`; a child's own lines bear the name in their head (billiard process.py, celery's `worker_log_format`). */
const CHILD = /\b\w*Worker-\d+\b/;

/** The limit begins when the child takes the task, and is told of once a second. */
const SLACK_US = MICROS_PER_SECOND;

/** True if the child of which `end` tells was at other tasks while the overdue one ran. */
export type WasAtOthers = (overdue: Told, end: Told) => boolean;

/** A child has one task at a time: one that ended others while a task ran past its limit was not the one that ran it. */
export function childrenAtWork(
  { edges, spans }: Pick<CaseFacts, 'edges' | 'spans'>,
  clocks: readonly Clock[],
): WasAtOthers {
  // Only pools are asked of: to look for names in all requests of other servers would be for nothing.
  let known: ReadonlyMap<string | undefined, readonly Placed<RequestEvent>[]> | undefined;
  const byChild = () => {
    const ends = [...edges.filter(({ edge }) => edge === 'end'), ...spans.flatMap(({ end }) => end ?? [])];
    return groupedBy(place(ends.filter(namesChild), clocks), ({ event }) => childIn(event.text));
  };
  return ({ at, event: { step } }, end) => {
    const child = childIn(end.event.text);
    if (child === undefined || step.what !== 'request-timeout') return false;
    const tookAt = at - (step.limitSeconds ?? 0) * MICROS_PER_SECOND + SLACK_US;
    known ??= byChild();
    return (known.get(child) ?? []).some((ended) => ended.at > tookAt && ended.at <= at);
  };
}

const childIn = (text: string): string | undefined => CHILD.exec(text)?.[0];

const namesChild = ({ text }: RequestEvent): boolean => childIn(text) !== undefined;
