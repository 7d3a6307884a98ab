import { groupedBy } from '../../lib/grouped.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import type { RequestEvent } from '../../model/event.ts';
import { outcome } from './direction.ts';
import type { Group } from './group-messages.ts';
import { COLUMN, valueIn, type Pairing } from './pairing.ts';

/** A line is written in the second that it states; the start to which its duration leads may seem later by as much. */
const LATER_US = 1_100_000;
const EARLIER_US = 100_000;
/** What took so long did not begin when it ended, by clocks of whole seconds. */
const LONG_US = 2_300_000;
/** Fewer of those are a chance. */
const FEWEST_LONG = 3;
/** Where starts stand, nearly all are found; where they do not, a worker that is asked the same again and again tells some by chance. */
const NEARLY_ALL = 0.9;
const BY_CHANCE = 0.75;
/** Fewer requests, or a smaller share of what is said, show nothing. */
const FEWEST_BEGUN = 8;
const LEAST_BEGUN = 0.5;
const LEAST_DISTINCT = 0.9;

/** What an access line tells of one request, in microseconds. */
interface Line {
  readonly endedAt: number;
  readonly tookUs: number;
}

/** What one worker was asked for: when a message told of it, and when access lines did. */
interface Work {
  readonly saidAt: readonly number[];
  readonly lines: readonly Line[];
}

/**
 * The messages with which requests start whose ids no access log tells: of the same worker and path, as long before each line as its
 * request took, by clocks that agree, and not when it ended.
 */
export const startsByWork = (groups: readonly Group[], whole: readonly RequestEvent[]): Pairing | undefined => {
  const lines = groupedBy(
    whole.filter(({ pid, facts, stamp }) => pid !== undefined && facts.durationUs !== undefined && stamp),
    ({ pid, facts: { target = '' } }) => workOf(String(pid), target),
  );
  const tried = groups.map((group) => ({ group, begun: begunIn(worksOf(group, lines)) }));
  const [best] = tried.filter(isBegun).sort((a, b) => b.begun - a.begun);
  return best && pairingOf(best.group);
};

const workOf = (pid: string, target: string): string => `${pid} ${withoutQuery(target)}`;

const targetIn = ({ shape }: Group): number => shape.findIndex(({ kind }) => kind === 'target');

const worksOf = (group: Group, lines: ReadonlyMap<string, readonly RequestEvent[]>): readonly Work[] => {
  const place = targetIn(group);
  if (place < 0 || outcome(group) || group.said.some(({ speaker }) => speaker === '')) return [];
  return [...groupedBy(group.said, (said) => workOf(said.speaker, valueIn(said, place)))].map(([work, said]) => ({
    saidAt: said.map(({ message }) => message.wall),
    lines: (lines.get(work) ?? []).map(({ stamp, facts }) => ({
      endedAt: stamp?.wall ?? Number.NaN,
      tookUs: facts.durationUs ?? Number.NaN,
    })),
  }));
};

/** How many lines lead to a message at the start of their request; 0 where those of long ones lead to messages at their end as well. */
const begunIn = (works: readonly Work[]): number => {
  const told = works.flatMap(({ saidAt, lines }) =>
    lines.map(({ endedAt, tookUs }) => ({
      isLong: tookUs >= LONG_US,
      begins: isSaid(saidAt, endedAt - tookUs - EARLIER_US, endedAt - tookUs + LATER_US),
      ends: isSaid(saidAt, endedAt - LATER_US, endedAt + LATER_US),
    })),
  );
  const long = told.filter(({ isLong }) => isLong);
  const begun = long.filter(({ begins }) => begins).length;
  const ended = long.filter(({ ends }) => ends).length;
  const isCertain = begun >= Math.max(FEWEST_LONG, long.length * NEARLY_ALL) && ended <= long.length * BY_CHANCE;
  return isCertain ? told.filter(({ begins }) => begins).length : 0;
};

const isSaid = (saidAt: readonly number[], from: number, to: number): boolean =>
  saidAt.some((at) => at >= from && at <= to);

const isBegun = ({ group, begun }: { readonly group: Group; readonly begun: number }): boolean =>
  begun >= FEWEST_BEGUN && begun >= group.said.length * LEAST_BEGUN;

/** Requests are told apart by what differs in each; where nothing does, by what they ask for. */
const pairingOf = (group: Group): Pairing => {
  const values = group.shape.flatMap(({ kind }, at) => (kind === 'value' ? [at] : []));
  const place = [COLUMN, ...values].find((at) => isDistinct(group, at));
  const start = { group, place: place ?? targetIn(group) };
  return { by: place === undefined ? 'target' : 'id', starts: [start], ends: [], pairs: [] };
};

const isDistinct = (group: Group, place: number): boolean => {
  const values = group.said.map((said) => valueIn(said, place)).filter((value) => value !== '');
  return new Set(values).size >= group.said.length * LEAST_DISTINCT;
};
