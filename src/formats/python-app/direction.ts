import type { Group } from './group-messages.ts';
import { durationsIn, statedDuration } from './durations.ts';
import type { Edge, Pair, Pairing } from './pairing.ts';
import { isStatusPlace } from './status-place.ts';

const STARTING =
  /(?:^|\W)(?:start\w*|beg[iu]n\w*|receiv\w*|request\w*|accept\w*|enter\w*|incoming|handling|processing|open\w*|beginnt|anfang|->|>>|-->)(?:$|\W)/i;
const ENDING =
  /(?:^|\W)(?:end\w*|finish\w*|done|complet\w*|respon\w*|took|leav\w*|exit\w*|handled|processed|clos\w*|sent|fertig|beendet|erledigt|<-|<<|<--)(?:$|\W)/i;

/**
 * True if something besides the order says that `start` comes before `end`: a status or a named duration that only the end
 * has, that no end stands before the first start, or as the last resort the words.
 */
export const tellsDirection = (start: Edge, end: Edge): boolean => {
  const [first, last] = [outcome(start.group), outcome(end.group)];
  if (first !== last) return last;
  const [before, behind] = [textOf(start.group), textOf(end.group)];
  return STARTING.test(before) && ENDING.test(behind) && !(ENDING.test(before) && STARTING.test(behind));
};

/** True if the words of one message only say that something starts, and those of the other only that it ends. */
const arePlain = (before: string, behind: string): boolean =>
  STARTING.test(before) && ENDING.test(behind) && !ENDING.test(before) && !STARTING.test(behind);

/** Requests that a kill cut off have no end; in a bad night those are many, and where the words say what starts and what ends, most. */
const LEAST_FINISHED = 0.5;
const LEAST_FINISHED_SAID = 0.3;

/** The share of the requests that must be told to have ended for these messages to be their starts and ends. */
export const leastFinished = (starts: readonly string[], ends: readonly string[]): number =>
  starts.every((start) => ends.every((end) => arePlain(start, end))) ? LEAST_FINISHED_SAID : LEAST_FINISHED;

/** True if a group's messages say how something went. */
const outcome = (group: Group): boolean =>
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
  if (starts.some(({ group }) => STARTING.test(textOf(group))) && ends.some(({ group }) => ENDING.test(textOf(group))))
    return true;
  if (ends.some(({ group }) => isTimed(group, pairs))) return true;
  return pairs.length * 2 >= messages * MOST_OF_ALL;
};
