import { leastFinished, textOf } from './direction.ts';
import { dueStarts, spokenOf, type Spoken } from './due-starts.ts';
import type { Group, Said } from './group-messages.ts';
import { speakerOf } from './messages.ts';
import { mayEnd } from './minor-ends.ts';
import { valueIn, type Edge, type Pairing } from './pairing.ts';

/** A start comes first for its id, unless the id is tried again or the sample begins in between. */
const LEAST_FIRST = 0.6;
/** Nothing comes after an end. */
const LEAST_LAST = 0.85;
/** Ends without a start stand where the sample begins. */
const MOST_ORPHANS = 0.3;
/** An id that starts again and again without an end is somebody's who asks, not the request's. */
const MOST_REOPENED = 0.2;
/** Where few ids are behind many requests, hardly one may ask twice at a time: a session's, not a user's. */
const SELDOM_DISTINCT = 0.5;
const MOST_REOPENED_OF_FEW = 0.05;
/** One kind of request may be what kills its workers. */
const LEAST_FINISHED_OF_ONE = 0.3;
const FEWEST_PAIRS = 3;

/** One message of a life. */
interface Moment {
  readonly said: Said;
  readonly edge: Edge;
  readonly key: string;
}

/** A life whose start is told. */
interface Began extends Life, Spoken {
  readonly start: Moment;
}

/** What is told of one id, from one start to the next. */
interface Life {
  readonly start: Moment | undefined;
  last: Moment;
}

/** Reads requests by an id: what mostly comes first for it starts one, what mostly comes last ends it. */
export const pairById = (edges: readonly Edge[]): Pairing | undefined => {
  const moments = momentsOf(edges);
  const starts = startsAmong(edges, moments);
  const lives = livesOf(moments, new Set(starts));
  const ends = endsAmong(
    edges.filter((edge) => !starts.includes(edge)),
    lives,
  );
  const began = lives.flatMap(({ start, last }) => {
    if (!start) return [];
    return [{ ...spokenAt(start), start, last }];
  });
  const finished = began.filter(({ last }) => ends.includes(last.edge));
  const due = dueStarts(
    began,
    // An id comes back where it began: who speaks may be told at the start alone.
    finished.map(({ start, last }) => ({ ...spokenAt(last), speaker: start.said.speaker })),
    finished.map(({ start, last }) => last.said.message.wall - start.said.message.wall),
  );
  const wordsOf = (of: readonly Edge[]): readonly string[] => of.map(({ group }) => textOf(group));
  const least = leastFinished(wordsOf(starts), wordsOf(ends));
  const isSound = finished.length >= FEWEST_PAIRS && finished.length >= due.length * least;
  const ids = new Set(began.map(({ start }) => start.key)).size;
  const mostReopened = ids < began.length * SELDOM_DISTINCT ? MOST_REOPENED_OF_FEW : MOST_REOPENED;
  if (!isSound || reopened(began, ends) > began.length * mostReopened) return undefined;
  const ofEdge = (all: readonly Began[], edge: Edge): number => all.filter(({ start }) => start.edge === edge).length;
  return {
    by: 'id',
    starts: starts.filter(
      (edge) => ofEdge(finished, edge) >= ofEdge(due, edge) * Math.min(least, LEAST_FINISHED_OF_ONE),
    ),
    ends,
    pairs: finished.map(({ start, last }) => ({ start: start.said, end: last.said, key: start.key })),
  };
};

const spokenAt = ({ said }: Moment): Spoken => spokenOf(said);

const momentsOf = (edges: readonly Edge[]): readonly Moment[] =>
  edges
    .flatMap((edge) =>
      edge.group.said.flatMap((said) => {
        const value = valueIn(said, edge.place);
        return value === '' ? [] : [{ said, edge, key: `${speakerOf(said.message)}#${value}` }];
      }),
    )
    .sort((a, b) => a.said.index - b.said.index);

const startsAmong = (edges: readonly Edge[], moments: readonly Moment[]): readonly Edge[] => {
  const seen = new Set<string>();
  const firsts = new Map<Edge, number>();
  for (const { edge, key } of moments) {
    if (!seen.has(key)) firsts.set(edge, (firsts.get(edge) ?? 0) + 1);
    seen.add(key);
  }
  return edges.filter((edge) => (firsts.get(edge) ?? 0) >= edge.group.said.length * LEAST_FIRST);
};

const livesOf = (moments: readonly Moment[], starts: ReadonlySet<Edge>): readonly Life[] => {
  const lives: Life[] = [];
  const current = new Map<string, Life>();
  for (const moment of moments) {
    const known = starts.has(moment.edge) ? undefined : current.get(moment.key);
    if (known) known.last = moment;
    else {
      const life: Life = { start: starts.has(moment.edge) ? moment : undefined, last: moment };
      current.set(moment.key, life);
      lives.push(life);
    }
  }
  return lives;
};

const endsAmong = (edges: readonly Edge[], lives: readonly Life[]): readonly Edge[] => {
  const lasts = new Map<Edge, number>();
  const orphans = new Map<Edge, number>();
  for (const { start, last } of lives) {
    const counts = start ? lasts : orphans;
    counts.set(last.edge, (counts.get(last.edge) ?? 0) + 1);
  }
  const isLast = (edge: Edge): boolean => {
    const all = edge.group.said.length;
    const orphaned = orphans.get(edge) ?? 0;
    return orphaned <= 1 + all * MOST_ORPHANS && (lasts.get(edge) ?? 0) >= Math.max(1, (all - orphaned) * LEAST_LAST);
  };
  const sizeOf = ({ said }: Group): number => said.length;
  const found = edges.filter(isLast).sort((a, b) => sizeOf(b.group) - sizeOf(a.group));
  const [main] = found;
  return main ? found.filter((edge) => edge === main || mayEnd(edge, main)) : [];
};

const reopened = (began: readonly Began[], ends: readonly Edge[]): number => {
  const open = new Set<string>();
  let count = 0;
  for (const { start, last } of began) {
    if (open.has(start.key)) count += 1;
    if (ends.includes(last.edge)) open.delete(start.key);
    else open.add(start.key);
  }
  return count;
};
