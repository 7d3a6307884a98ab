import type { Group } from './group-messages.ts';
import { durationsIn, statedDuration } from './durations.ts';
import { areOpposite, arePlain, saysEnd, saysStart } from './edge-words.ts';
import type { Edge, Pair, Pairing } from './pairing.ts';
import { isStatusPlace } from './status-place.ts';

/**
 * True if something besides the order says that `start` comes before `end`: a status or a named duration that only the end
 * has, that no end stands before the first start, or as the last resort the words.
 */
export const tellsDirection = (start: Edge, end: Edge): boolean => {
  const [first, last] = [outcome(start.group), outcome(end.group)];
  if (first !== last) return last;
  const [before, behind] = [textOf(start.group), textOf(end.group)];
  return saysStart(before) && saysEnd(behind) && !(saysEnd(before) && saysStart(behind));
};

/** Requests that a kill cut off have no end; in a bad night those are many, and where the words say what starts and what ends, most. */
const LEAST_FINISHED = 0.5;
const LEAST_FINISHED_SAID = 0.3;
/** What differs in nothing but that is a start and its end, even if hardly a request lives to see it. */
const LEAST_FINISHED_OPPOSITE = 0.05;

/** The share of the requests that must be told to have ended for these messages to be their starts and ends. */
export const leastFinished = (
  starts: readonly string[],
  ends: readonly string[],
  unsaid: number = LEAST_FINISHED,
): number => {
  const all = (are: (start: string, end: string) => boolean): boolean =>
    starts.every((start) => ends.some((end) => are(start, end)));
  if (all(areOpposite)) return LEAST_FINISHED_OPPOSITE;
  return starts.every((start) => ends.every((end) => arePlain(start, end))) ? LEAST_FINISHED_SAID : unsaid;
};

/** True if a group's messages say how something went. */
export const outcome = (group: Group): boolean =>
  group.shape.some((_token, place) => isStatusPlace(group, place)) || durationsIn(group).some(({ isNamed }) => isNamed);

export const textOf = ({ shape }: Group): string =>
  shape.map(({ kind, text }) => (kind === 'text' ? text : '0')).join('');

/** True if the messages say how long it took, in whatever words: a number that is what the two records span. */
const isTimed = (group: Group, pairs: readonly Pair[]): boolean =>
  pairs.some(({ start }) => !Number.isNaN(start.message.wall)) && statedDuration(group, pairs) !== undefined;

/** Pairs that say nothing of requests must at least be most of what is said. */
const MOST_OF_ALL = 0.4;

/** True if what pairs up seems to be requests: it tells a path, an outcome, or says so; or the log tells little else. */
export const isRequestLike = ({ starts, ends, pairs }: Pairing, messages: number): boolean => {
  const edges = [...starts, ...ends];
  if (edges.some(({ group }) => outcome(group) || group.shape.some(({ kind }) => kind === 'target'))) return true;
  if (starts.some(({ group }) => saysStart(textOf(group))) && ends.some(({ group }) => saysEnd(textOf(group))))
    return true;
  if (ends.some(({ group }) => isTimed(group, pairs))) return true;
  return pairs.length * 2 >= messages * MOST_OF_ALL;
};
