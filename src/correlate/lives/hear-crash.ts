import type { LifecycleEvent } from '../../model/event.ts';
import { isFailedBoot } from './boot-errors.ts';
import { type Book, draftOf, latestOf } from './book.ts';
import type { Draft, Told } from './draft.ts';
import { isOfTheWhole } from './unnamed-ends.ts';

/** A worker says that it cannot go on, or its master, without a name, of those that did not come up. */
export function hearCrash(book: Book, told: Told): void {
  const speaker = crashedSpeaker(book, told.event);
  if (speaker) speaker.crashed ??= told;
  else hearCrashOfSome(book, told);
}

/** Who never was heard of before says this of itself, too, unless it speaks for the whole. */
function crashedSpeaker(book: Book, { pid, step }: LifecycleEvent): Draft | undefined {
  const { host, server, drafts, masters } = book;
  if (pid === undefined || masters.has(pid)) return undefined;
  const isOwn = step.what === 'worker-failed-to-boot' && !isOfTheWhole(step.reason);
  return isOwn ? draftOf(book, { pid, host, server }) : latestOf(drafts, { pid, host, server });
}

function hearCrashOfSome({ drafts, startedBy }: Book, told: Told): void {
  const isOfThisStart = ({ boot }: Draft): boolean => boot === undefined || boot.index > startedBy;
  const ofThisStart = drafts.filter(isOfThisStart);
  if (ofThisStart.some((draft) => draft.crashed ?? isReapedAtBoot(draft))) return;
  const now = ofThisStart.filter((draft) => !draft.reaped && !draft.lost);
  const left = now.filter(({ exiting }) => exiting?.event.step.what === 'worker-exiting').at(-1);
  const stopped = now.filter((draft) => draft.boot && !draft.retiring && !draft.timeout);
  const failed = left ?? (stopped.length === 1 ? stopped[0] : undefined);
  if (failed) failed.crashed = told;
}

const isReapedAtBoot = ({ reaped }: Draft): boolean => reaped !== undefined && isFailedBoot(reaped.event);
