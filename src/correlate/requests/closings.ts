import { groupedBy } from '../../lib/grouped.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Start } from './open-starts.ts';

/** So many starts show whether each is told to be closed. */
const ENOUGH = 10;
/** Who keeps connections closes them later, once for many requests. */
const NEARLY_ALL = 0.85;
const HARDLY_MORE = 1.05;

const lifeOf = ({ pid, worker }: Start): string => `${String(pid)} ${String(worker)}`;

const CLOSES: ReadonlySet<string> = new Set(['request-closed', 'request-failed']);

/**
 * How likely each start is still open where a worker tells that it is done with a request, and not with which: each of those that are open
 * may be the one, and as many as were not closed are open. `undefined` where not each start is told to be closed.
 */
export function openByClosings(
  starts: readonly Start[],
  lifecycle: readonly Placed<LifecycleEvent>[],
): ReadonlyMap<Start, number> | undefined {
  const closings = lifecycle.filter(({ event: { step, pid } }) => pid !== undefined && CLOSES.has(step.what));
  const byPid = groupedBy(closings, ({ event: { pid } }) => pid);
  // What began in workers that died says nothing, as long as others lived on.
  const lived = starts.filter(({ worker }) => worker === undefined);
  if (!areEachClosed(lived.length < ENOUGH ? starts : lived, byPid)) return undefined;
  const ofLives = groupedBy(
    starts.filter(({ worker }) => worker !== undefined),
    lifeOf,
  );
  return new Map([...ofLives.values()].flatMap((theirs) => openIn(theirs, byPid.get(theirs[0]?.pid) ?? [])));
}

function areEachClosed(starts: readonly Start[], byPid: ReadonlyMap<number | undefined, readonly Line[]>): boolean {
  const pids = new Set(starts.map(({ pid }) => pid));
  const closed = [...pids].reduce((sum, pid) => sum + (byPid.get(pid)?.length ?? 0), 0);
  const most = Math.max(ENOUGH, starts.length * HARDLY_MORE);
  return starts.length >= ENOUGH && closed >= starts.length * NEARLY_ALL && closed <= most;
}

/** Those of one worker, in the order in which its log has them: as many are open in the end as were not closed. */
function openIn(starts: readonly Start[], closings: readonly Line[]): readonly (readonly [Start, number])[] {
  const begun = [...starts].sort(inLog);
  const [from, goneAt] = [begun[0], starts[0]?.goneAt ?? Infinity];
  const theirs = closings.filter((one) => from && inLog(from, one) < 0 && one.at <= goneAt + SLACK_US).sort(inLog);
  const chances = new Map<Start, number>();
  let [next, count] = [0, 0];
  const begin = (start: Start): void => {
    chances.set(start, 1);
    next += 1;
    count += 1;
  };
  for (const closing of theirs) {
    for (let start = begun[next]; start && inLog(start, closing) < 0; start = begun[next]) begin(start);
    closeOne(chances);
    count = Math.max(0, count - 1);
  }
  begun.slice(next).forEach(begin);
  return [...scaled(chances, count)];
}

/** Deaths are logged with whole seconds. */
const SLACK_US = 1_000_000;

/** A moment and a place in a log. */
type Line = Pick<Placed<LifecycleEvent>, 'at' | 'event'>;

const inLog = (a: Line, b: Line): number =>
  a.event.origin.source === b.event.origin.source ? a.event.origin.line - b.event.origin.line : a.at - b.at;

/** Below this a start is as good as closed. */
const HARDLY = 0.02;

function closeOne(chances: Map<Start, number>): void {
  const all = [...chances.values()].reduce((sum, chance) => sum + chance, 0);
  for (const [start, chance] of chances) {
    const left = all <= 1 ? 0 : chance * (1 - 1 / all);
    if (left < HARDLY) chances.delete(start);
    else chances.set(start, left);
  }
}

/** The same, so that as many as `count` are open. */
function scaled(chances: ReadonlyMap<Start, number>, count: number): ReadonlyMap<Start, number> {
  const sum = [...chances.values()].reduce((all, chance) => all + chance, 0);
  return new Map([...chances].map(([start, chance]) => [start, Math.min(1, (chance * count) / sum)]));
}

/** What is likely open by what others tell, less where a worker closed more: no more are open than it left. */
export function withinClosings(
  open: ReadonlyMap<Start, number>,
  left: ReadonlyMap<Start, number> | undefined,
): ReadonlyMap<Start, number> {
  if (!left) return open;
  const ofLives = groupedBy([...open], ([start]) => lifeOf(start));
  const leftIn = groupedBy([...left], ([start]) => lifeOf(start));
  return new Map(
    [...ofLives].flatMap(([life, theirs]) => {
      const both = new Map(theirs.map(([start, chance]) => [start, chance * (left.get(start) ?? 0)]));
      const most = Math.min(sumOf(theirs), sumOf(leftIn.get(life) ?? []));
      return [...scaled(new Map([...both].filter(([, chance]) => chance >= LEAST)), most)];
    }),
  );
}

/** Less likely ones are too many to be named. */
const LEAST = 0.15;

const sumOf = (chances: readonly (readonly [Start, number])[]): number =>
  chances.reduce((all, [, chance]) => all + chance, 0);
