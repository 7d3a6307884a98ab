import type { LifecycleEvent } from '../../model/event.ts';
import { type Draft, endOf, type Told } from './draft.ts';

/** A master notices an end within its 1 s loop and forks at once; stamps are cut off at the second. */
const AT_ONCE_WITHIN_US = 2_000_000;
/** Slow preloads and D state take longer. */
const REPLACED_WITHIN_US = 60_000_000;
/** A machine that gives its processes no time between requests (Cloud Run) lets a master fork minutes later. */
const AT_LAST_WITHIN_US = 600_000_000;

/**
 * Gives each worker that ended its replacement: masters reap, log and fork in this order, so a boot replaces the earliest
 * end that was told right before it, else before it at all, in the same place where places are numbered. Returns the boots that are
 * left: they replace workers whose end nobody told.
 */
export function assignReplacements(drafts: readonly Draft[], replacing: readonly Told[]): readonly Told[] {
  const ended = drafts
    .flatMap((draft) => {
      const end = awaitsReplacement(draft) ? (draft.madeUpFor ?? endOf(draft)) : undefined;
      return end ? [{ draft, end }] : [];
    })
    .sort((a, b) => a.end.index - b.end.index);
  const unclaimed = (boots: readonly Told[], withinUs: number): readonly Told[] =>
    boots.filter((boot) => {
      const at = ended.findIndex(
        ({ draft, end }) => end.index < boot.index && boot.at - end.at <= withinUs && isSamePlace(draft, boot),
      );
      const [found] = at < 0 ? [] : ended.splice(at, 1);
      if (found) found.draft.replacement = boot;
      return found === undefined;
    });
  return [AT_ONCE_WITHIN_US, REPLACED_WITHIN_US, AT_LAST_WITHIN_US].reduce(unclaimed, replacing);
}

/** Masters that number the places of their workers fill each again; where one line tells none, any may be meant. */
function isSamePlace({ told }: Draft, { event }: Told): boolean {
  const [slot, theirs] = [slotOf(event), told.map((each) => slotOf(each.event)).find((each) => each !== undefined)];
  return slot === undefined || theirs === undefined || slot === theirs;
}

/** The number of the place that a line tells of a worker, where its master numbers them. */
export const slotOf = ({ step }: LifecycleEvent): number | undefined => ('slot' in step ? step.slot : undefined);

const awaitsReplacement = ({ retiring, lost }: Draft): boolean => !lost && (retiring?.replaced ?? true);
