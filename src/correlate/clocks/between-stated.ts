import { firstPlace } from '../../lib/within.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { Origin } from '../../model/line.ts';
import { isDated, MICROS_PER_MINUTE, MICROS_PER_SECOND, type Stamp } from '../../model/time.ts';
import { QUARTER_US, type Verdict } from './clock-votes.ts';

type Facts = Pick<CaseFacts, 'lifecycle' | 'exceptions' | 'activity' | 'requests' | 'edges' | 'spans'>;

/** A reading and the line in which it stands. */
interface Read {
  readonly line: number;
  readonly stamp: Stamp;
}

/** The moment that a line states. */
interface Known {
  readonly line: number;
  readonly at: number;
}

/** Processes write to one file side by side, each line a little after it was stamped; stamps may be cut to the second. */
const SLACK_US = 3 * MICROS_PER_SECOND;
/** So many lines must agree before they are read otherwise than their neighbours. */
const FEWEST = 3;
/** Zones lie between 12 hours west and 14 hours east of UTC. */
const WEST_US = -12 * 4 * QUARTER_US;
const EAST_US = 14 * 4 * QUARTER_US;

/**
 * The offset of the lines of one source that state none, where two write to it and one states its own: lines stand in the order in
 * which they were written, so that each lies between its neighbours that state theirs. `undefined` where these lines fit as well with
 * the offset that the others state, `statedUs`.
 */
export function betweenStated(source: number, statedUs: number, facts: Facts): Verdict | undefined {
  const read = readingsOf(source, facts);
  const stated = read.flatMap(({ line, stamp: { wall, offsetMin } }) =>
    offsetMin === undefined ? [] : [{ line, at: wall - offsetMin * MICROS_PER_MINUTE }],
  );
  const inOrder = stated.sort((a, b) => a.line - b.line);
  const fitting = new Map<number, number>();
  for (const { line, stamp } of read)
    if (stamp.offsetMin === undefined)
      for (const offsetUs of offsetsBetween(inOrder, line, stamp.wall))
        fitting.set(offsetUs, (fitting.get(offsetUs) ?? 0) + 1);
  const [best] = [...fitting].sort(([a, x], [b, y]) => y - x || Math.abs(a) - Math.abs(b));
  if (!best || best[1] < FEWEST || best[1] <= 2 * (fitting.get(statedUs) ?? 0)) return undefined;
  return { offsetUs: best[0], anchors: best[1] };
}

/** The offsets with which a reading lies between those before and behind its line; none where nothing stands on one side. */
function offsetsBetween(inOrder: readonly Known[], line: number, wall: number): readonly number[] {
  const next = firstPlace(inOrder, (one) => one.line > line);
  const [before, after] = [inOrder[next - 1], inOrder[next]];
  if (!before || !after) return [];
  const least = Math.ceil(Math.max(WEST_US, wall - after.at - SLACK_US) / QUARTER_US);
  const most = Math.floor(Math.min(EAST_US, wall - before.at + SLACK_US) / QUARTER_US);
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, at) => (least + at) * QUARTER_US);
}

/** Every reading of a source that is kept, with its line. */
function readingsOf(
  source: number,
  { lifecycle, exceptions, activity, requests, edges, spans }: Facts,
): readonly Read[] {
  const events = [
    ...[...lifecycle, ...exceptions, ...requests, ...edges],
    ...spans.flatMap(({ start, end }) => [start ?? [], end ?? []].flat()),
  ];
  return [
    ...events.map(({ origin, stamp }) => ({ origin, stamp })),
    ...activity.flatMap(({ first, firstOrigin, last, lastOrigin }) => [
      { origin: firstOrigin, stamp: first },
      { origin: lastOrigin, stamp: last },
    ]),
  ].flatMap(({ origin, stamp }: { readonly origin: Origin; readonly stamp: Stamp | undefined }) =>
    origin.source === source && stamp && isDated(stamp) ? [{ line: origin.line, stamp }] : [],
  );
}
