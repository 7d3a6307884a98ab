import { groupedBy } from '../../lib/grouped.ts';
import type { RequestEvent } from '../../model/event.ts';
import type { Phrase } from '../../model/layout.ts';
import { outcome, textOf } from './direction.ts';
import { saysStartAlone } from './edge-words.ts';
import { groupMessages, saidIn, type Group, type Said } from './group-messages.ts';
import { lagsAsStart } from './lag-of-starts.ts';
import { unmistakable } from './learn-phrases.ts';
import type { Message } from './messages.ts';
import { COLUMN, valueIn, type Edge } from './pairing.ts';
import { withQueryIds } from './query-ids.ts';
import { withSpeakers } from './speakers.ts';
import { startsByWork } from './starts-by-work.ts';

/** Fewer ids that two logs share are a chance. */
const FEWEST_SHARED = 8;
/** Of what begins some is never told to end: it went with its worker. */
const LEAST_SHARED = 0.5;
/** An id differs in nearly each request; some are tried again. */
const LEAST_DISTINCT = 0.5;
/** A start comes first for its id, unless the id is tried again. */
const LEAST_FIRST = 0.6;
/** An id stands in the lines of the server, of a proxy, and of a later try; what stands in more is none. */
const MOST_LINES = 6;

/** The lines of access logs by each word in them. */
type LinesByWord = ReadonlyMap<string, readonly RequestEvent[]>;

/** A message, its id, and the lines that tell how the request of that id ended. */
interface Begun {
  readonly said: Said;
  readonly id: string;
  readonly lines: readonly RequestEvent[];
}

interface LinkedEdge extends Edge {
  readonly begun: readonly Begun[];
}

/**
 * The phrases with which requests start, of an application that tells no end of them, as access logs do: messages whose ids those tell
 * as well, and that come as long before their lines as the requests took, or say that they are starts; else those of the same worker and
 * path. None where that is not certain.
 */
export const learnStarts = (messages: readonly Message[], whole: readonly RequestEvent[]): readonly Phrase[] => {
  const lines = linesByWord(whole);
  if (lines.size === 0) return [];
  const said = saidIn(messages);
  const parted = withQueryIds(said);
  const ways = [...new Set([said, parted])].map((way) =>
    groupMessages(way).map((group) => withSpeakers(group, NOBODY)),
  );
  const edges = firstOf(ways, (groups) => startsIn(groups, lines));
  if (edges) return unmistakable({ by: 'id', starts: edges, ends: [], pairs: [] }, messages);
  const byWork = firstOf(ways.toReversed(), (groups) => startsByWork(groups, whole));
  return byWork ? unmistakable(byWork, messages) : [];
};

const NOBODY: ReadonlySet<number> = new Set();

const firstOf = <Way, Found>(ways: readonly Way[], find: (way: Way) => Found | undefined): Found | undefined => {
  for (const way of ways) {
    const found = find(way);
    if (found !== undefined) return found;
  }
  return undefined;
};

const WORD = /[\w-]*\d[\w-]*/g;

const linesByWord = (whole: readonly RequestEvent[]): LinesByWord => {
  const words = whole.flatMap((line) => [...new Set(line.text.match(WORD))].map((word) => ({ word, line })));
  return new Map(
    [...groupedBy(words, ({ word }) => word)].flatMap(([word, all]) =>
      all.length > MOST_LINES ? [] : [[word, all.map(({ line }) => line)]],
    ),
  );
};

const startsIn = (groups: readonly Group[], lines: LinesByWord): readonly Edge[] | undefined => {
  const edges = groups.flatMap((group) => linkedEdge(group, lines) ?? []);
  const firsts = firstOfEach(edges);
  const starts = edges.filter(({ group, begun }) => {
    const leading = begun.filter((one) => firsts.has(one));
    return leading.length >= begun.length * LEAST_FIRST && isStart(group, leading);
  });
  return starts.length > 0 ? starts : undefined;
};

/** A group and the place at which most of its messages have an id that access logs tell. */
const linkedEdge = (group: Group, lines: LinesByWord): LinkedEdge | undefined => {
  const places = group.shape.flatMap(({ kind }, place) => (kind === 'value' ? [place] : []));
  const [best] = [COLUMN, ...places]
    .map((place) => ({ group, place, begun: begunAt(group, place, lines) }))
    .sort((a, b) => sharedBy(b) - sharedBy(a));
  if (!best) return undefined;
  const distinct = new Set(best.begun.map(({ id }) => id)).size;
  const shared = sharedBy(best);
  const isId = distinct >= best.begun.length * LEAST_DISTINCT && shared >= best.begun.length * LEAST_SHARED;
  return isId && shared >= FEWEST_SHARED ? best : undefined;
};

const sharedBy = ({ begun }: LinkedEdge): number => begun.filter(({ lines }) => lines.length > 0).length;

const begunAt = (group: Group, place: number, lines: LinesByWord): readonly Begun[] =>
  group.said.flatMap((said) => {
    const id = valueIn(said, place);
    return id === '' ? [] : [{ said, id, lines: lines.get(id) ?? [] }];
  });

/** Of each id what is told first. */
const firstOfEach = (edges: readonly LinkedEdge[]): ReadonlySet<Begun> => {
  const first = new Map<string, Begun>();
  for (const one of edges.flatMap(({ begun }) => begun))
    if ((first.get(one.id)?.said.index ?? Infinity) > one.said.index) first.set(one.id, one);
  return new Set(first.values());
};

/** What tells how something went is no start; else the times show it, and where they cannot, the words. */
const isStart = (group: Group, begun: readonly Begun[]): boolean =>
  !outcome(group) &&
  (lagsAsStart(begun.flatMap(({ said: { message }, lines }) => lines.map((line) => ({ message, line })))) ??
    saysStartAlone(textOf(group)));
