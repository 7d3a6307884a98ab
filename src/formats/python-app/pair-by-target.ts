import { OpenRequests } from '../../lib/open-requests.ts';
import { dueStarts, spokenOf, type Spoken } from './due-starts.ts';
import { durationsIn, statedUs, type Duration } from './durations.ts';
import type { Group, Said } from './group-messages.ts';
import { leastFinished, tellsDirection, textOf } from './direction.ts';
import { NOWHERE, valueIn, type Edge, type Pair, type Pairing } from './pairing.ts';

const FEWEST_PAIRS = 3;
const LEAST_FINISHED = 0.55;
/** Where durations say which start belongs to an end, the few that do not fit are others' ends. */
const LEAST_MATCHED_BY_DURATION = 0.8;
const LEAST_MATCHED = 0.95;
/** One more kind of end must end what was left open. */
const LEAST_GAINED = 0.8;
/** So many times as much counts a pair that a duration shows. */
const NEARLY_AS_MANY = 1.1;
/** Groups that are looked at, the most frequent first. */
const MOST_GROUPS = 24;

/** An edge and all that it may state of durations. */
interface TimedEdge extends Edge {
  readonly durations: readonly Duration[];
}

/** An end and how its duration is read, if it is. */
interface End extends Edge {
  readonly duration: Duration | undefined;
}

interface Trial {
  readonly start: Edge;
  readonly ends: readonly End[];
  readonly pairs: readonly Pair[];
}

/** Reads requests without ids by what they ask for (and by process): one pairing for each start that has an end. */
export const pairByTarget = (groups: readonly Group[]): readonly Pairing[] => {
  const edges = groups
    .toSorted((a, b) => b.said.length - a.said.length)
    .slice(0, MOST_GROUPS)
    .map((group) => ({ group, place: targetPlace(group), durations: durationsIn(group) }));
  // What is asked for may be told at the start alone: then the process and the duration tell which start an end belongs to.
  const nameless = edges.flatMap((edge) => (edge.place === NOWHERE ? [] : [{ ...edge, place: NOWHERE }]));
  return [...edges, ...nameless].flatMap((start) => {
    const trials = edges.flatMap((end) => (canPair(start, end) ? tryEnd(start, end) : []));
    const best = trials.sort((a, b) => merit(b) - merit(a))[0];
    return best ? [pairingOf(withMoreEnds(best, edges))] : [];
  });
};

/** A named duration that leads most ends to a start says which one it is; without it, every end finds some start. */
const merit = ({ ends: [end], pairs }: Trial): number =>
  pairs.length * (end?.duration?.isNamed === true ? NEARLY_AS_MANY : 1);

/** A path, or else the name of what is to be done. */
const targetPlace = ({ shape }: Group): number => {
  const places = ['target', 'name'].map((wanted) => shape.findIndex(({ kind }) => kind === wanted));
  return places.find((place) => place >= 0) ?? NOWHERE;
};

/** Without a target only the process tells requests apart, which takes a pid. */
const canPair = (start: Edge, end: Edge): boolean => {
  if (start.group === end.group || (start.place === NOWHERE) !== (end.place === NOWHERE)) return false;
  if (start.place !== targetPlace(start.group) && !tellsDirection(start, end)) return false;
  return start.place !== NOWHERE || start.group.said.every(({ speaker }) => speaker !== '');
};

const spokenBy = ({ group }: Edge): readonly Spoken[] => group.said.map(spokenOf);

const keyOf = (said: Said, place: number): string => `${said.speaker}/${valueIn(said, place)}`;

/** Pairs as the scan will: by key, and by duration where ends state one. */
const pairUp = (start: Edge, ends: readonly End[]): readonly Pair[] => {
  const open = new OpenRequests<{ readonly said: Said; readonly wall: number }>();
  const pairs: Pair[] = [];
  for (const { said, end } of momentsOf(start, ends)) {
    const key = keyOf(said, (end ?? start).place);
    const { wall, precisionUs } = said.message;
    if (!end) open.open(key, { said, wall });
    else {
      const durationUs = end.duration ? statedUs(said, end.duration) : Number.NaN;
      const opened = open.close(key, { wall, precisionUs, durationUs, hasOwnKey: false });
      if (opened) pairs.push({ start: opened.said, end: said, key });
    }
  }
  return pairs;
};

interface Moment {
  readonly said: Said;
  /** `undefined`: a start. */
  readonly end: End | undefined;
}

const momentsOf = (start: Edge, ends: readonly End[]): readonly Moment[] => {
  const started = start.group.said.map((said) => ({ said, end: undefined }));
  const ended = ends.flatMap((end) => end.group.said.map((said) => ({ said, end })));
  return [...started, ...ended].sort((a, b) => a.said.index - b.said.index);
};

const tryEnd = (start: Edge, end: TimedEdge): readonly Trial[] => {
  if (!areEnough(start, end)) return [];
  // to be sure of the direction costs less than to pair up
  const untimed = tellsDirection(start, end) ? [undefined] : [];
  return [...end.durations, ...untimed].flatMap((duration) => {
    const ends = [{ ...end, duration }];
    const pairs = pairUp(start, ends);
    return isSound({ start, ends, pairs }) ? [{ start, ends, pairs }] : [];
  });
};

/** Whether so many ends can have starts of their own as sound pairs take. */
const areEnough = (start: Edge, end: Edge): boolean => {
  const most = Math.min(start.group.said.length, end.group.said.length);
  return most >= FEWEST_PAIRS && most >= end.group.said.length * LEAST_MATCHED_BY_DURATION;
};

const isSound = ({ start, ends: [end], pairs }: Trial): boolean => {
  if (!end || !isMostlyFinished(start, end, pairs)) return false;
  const matched = pairs.length / end.group.said.length;
  const isTimed = end.duration !== undefined && pairs.some(({ end: { message } }) => !Number.isNaN(message.wall));
  const hasTarget = start.place !== NOWHERE;
  if (matched < (isTimed && hasTarget ? LEAST_MATCHED_BY_DURATION : LEAST_MATCHED)) return false;
  return isTimed || (tellsDirection(start, end) && (hasTarget || alternates(start, end)));
};

const isMostlyFinished = (start: Edge, end: Edge, pairs: readonly Pair[]): boolean => {
  const due = dueStarts(spokenBy(start), spokenBy(end)).length;
  const least = Math.min(LEAST_FINISHED, leastFinished([textOf(start.group)], [textOf(end.group)], LEAST_FINISHED));
  return pairs.length >= Math.max(FEWEST_PAIRS, due * least);
};

/** True if a process has hardly ever two open at a time, so that its next end is the open one's. */
const alternates = (start: Edge, end: End): boolean => {
  const open = new Set<string>();
  let overlaps = 0;
  for (const moment of momentsOf(start, [end])) {
    const key = moment.said.speaker;
    if (moment.end) open.delete(key);
    else if (open.has(key)) overlaps += 1;
    else open.add(key);
  }
  return overlaps <= start.group.said.length * (1 - LEAST_MATCHED);
};

const withMoreEnds = (trial: Trial, edges: readonly TimedEdge[]): Trial => {
  let best = trial;
  for (const edge of edges) {
    if (edge.group === best.start.group || best.ends.some(({ group }) => group === edge.group)) continue;
    if ((edge.place === NOWHERE) !== (best.start.place === NOWHERE)) continue;
    for (const duration of edge.durations) {
      const ends = [...best.ends, { ...edge, duration }];
      const pairs = pairUp(best.start, ends);
      if (pairs.length < best.pairs.length + edge.group.said.length * LEAST_GAINED) continue;
      best = { start: best.start, ends, pairs };
      break;
    }
  }
  return best;
};

const pairingOf = ({ start, ends, pairs }: Trial): Pairing => ({
  by: start.place === NOWHERE ? 'process' : 'target',
  starts: [start],
  ends,
  pairs,
});
