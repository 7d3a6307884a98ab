import type { LifecycleEvent } from '../../model/event.ts';
import type { WasAtOthers } from './children-at-work.ts';
import type { Draft, Told } from './draft.ts';

/** Celery tells of the end of a child within seconds after the time limit for which it ended it (billiard pool.py). */
const ENDED_WITHIN_US = 15_000_000;
/** A master shoots in its next round whom it missed, and a worker that is sent SIGABRT leaves at once. */
const SHOT_WITHIN_US = 3_000_000;

/** Who took too long, where no pid of them is told: the worker whose end is told next is who was meant. */
export interface Missed {
  /** A request took too long. */
  overdue: Told | undefined;
  /** Masters missed workers, and no pid of these is left. */
  readonly unnamed: Told[];
  readonly wasAtOthers: WasAtOthers;
}

/** True if the line tells of one, which is then kept. */
export function hearMissed(missed: Missed, told: Told): boolean {
  const { step } = told.event;
  if (step.what === 'request-timeout') missed.overdue = told;
  else if (step.what === 'unnamed-end' && step.how === 'missed') missed.unnamed.push(told);
  else return false;
  return true;
}

const ENDS: ReadonlySet<LifecycleEvent['step']['what']> = new Set(['worker-killed', 'worker-exited', 'worker-died']);

/** Gives the worker whose end or leave is told what was said of nobody by name right before. */
export function takeMissed(missed: Missed, draft: Draft, told: Told): void {
  const isEnd = ENDS.has(told.event.step.what);
  if (isEnd && !(missed.overdue && missed.wasAtOthers(missed.overdue, told))) takeOverdue(missed, draft, told);
  const leaves = told.event.step.what === 'worker-exiting' && !draft.retiring;
  if (!draft.timeout && (isEnd || leaves)) takeUnnamed(missed, draft, told);
}

function takeOverdue(missed: Missed, draft: Draft, { at }: Told): void {
  const { overdue } = missed;
  if (overdue && at - overdue.at <= ENDED_WITHIN_US) draft.timeout ??= overdue;
  missed.overdue = undefined;
}

function takeUnnamed({ unnamed }: Missed, draft: Draft, { at }: Told): void {
  const next = unnamed.findIndex((word) => at >= word.at && at - word.at <= SHOT_WITHIN_US);
  const [word] = next < 0 ? [] : unnamed.splice(next, 1);
  if (word) draft.timeout = word;
}
