import { groupedBy } from '../../lib/grouped.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Request } from '../../model/request.ts';
import type { Micros } from '../../model/time.ts';

/** The server's lines have whole seconds. */
const SLACK_US = 1_200_000;

/** So many ends show how many are never told. */
const ENOUGH = 30;

/** A request's start as gunicorn tells it at log level debug: method and path, no id, and no end. */
export interface Start {
  readonly at: Micros;
  readonly pid: number;
  readonly method: string;
  readonly path: string;
  /** Index of the dying worker that it ran in; `undefined` for one that lived on. */
  readonly worker: number | undefined;
  readonly goneAt: number;
  /** No end of it can be later than its worker's, or than the next start of a worker that is in one request at a time. */
  readonly latestEnd: number;
  /** From here on its worker stood still, and nothing ended in it, until it was missed: then others may run on. */
  readonly heldFrom: number;
  readonly missedAt: number;
  readonly event: LifecycleEvent;
}

/** What one path was asked for, in order of time. */
interface Path {
  readonly starts: readonly Start[];
  readonly ends: readonly Request[];
}

/**
 * How likely each start is still without its end when its worker was gone, where ends name no worker and no moment at which they
 * began: each of those that were open may be the one that ended, and one is as likely as the other. Whose end is never told, as its client had
 * left (gunicorn up to 20.1.0 writes none then), makes fewer open than there are starts: of all starts as many as are never caught up with.
 */
export function openStarts(starts: readonly Start[], ends: readonly Request[]): ReadonlyMap<Start, number> {
  const endsOf = groupedBy(ends, ({ target = '' }) => withoutQuery(target));
  const paths = [...groupedBy(starts, ({ path }) => path)].map(([path, theirs]) => ({
    starts: theirs.toSorted((a, b) => a.at - b.at),
    ends: (endsOf.get(path) ?? []).toSorted((a, b) => endOf(a) - endOf(b)),
  }));
  let open = openWith(paths, 0);
  for (let round = 0; round < ROUNDS && ends.length >= ENOUGH; round += 1)
    open = openWith(paths, untoldShare(paths, open));
  return open;
}

/** How many went with their workers depends on how many ends are untold, and the other way round: each round comes at least twice as near. */
const ROUNDS = 5;

const endOf = ({ endedAt }: Request): number => endedAt ?? 0;

/** By what share of the starts the ends, and what went with its worker, lag behind at the least, in the later half of them. */
function untoldShare(paths: readonly Path[], open: ReadonlyMap<Start, number>): number {
  const steps = [
    ...[...open].flatMap(([start, chance]) => [
      { at: start.at, begun: 1, over: 0 },
      ...(start.worker === undefined ? [] : [{ at: start.goneAt, begun: 0, over: chance }]),
    ]),
    ...paths.flatMap(({ ends }) => ends.map((end) => ({ at: endOf(end), begun: 0, over: 1 }))),
  ].sort((a, b) => a.at - b.at || b.begun - a.begun);
  let [begun, over] = [0, 0];
  const lags = steps.map((step) => {
    begun += step.begun;
    over += step.over;
    return (begun - over) / Math.max(1, begun);
  });
  const later = lags.slice(Math.floor(lags.length / 2));
  return Math.max(
    0,
    later.reduce((least, lag) => Math.min(least, lag), Infinity),
  );
}

const openWith = (paths: readonly Path[], untold: number): ReadonlyMap<Start, number> =>
  new Map(paths.flatMap((path) => [...openIn(path, untold)]));

/** `untold`: the share of starts whose end is never told. */
function openIn({ starts, ends }: Path, untold: number): ReadonlyMap<Start, number> {
  const chances = new Map<Start, number>();
  let open: readonly Start[] = [];
  let begun = 0;
  const chanceOf = (start: Start): number => chances.get(start) ?? 1 - untold;
  for (const end of ends) {
    const known = begun;
    while ((starts[begun]?.at ?? Infinity) <= endOf(end) + SLACK_US) begun += 1;
    open = [...open, ...starts.slice(known, begun)].filter((one) => chanceOf(one) > HARDLY && isThere(one, end));
    const mayBe = open.filter((start) => mayEndAs(start, end));
    const all = mayBe.reduce((sum, start) => sum + chanceOf(start), 0);
    for (const start of mayBe) chances.set(start, chanceOf(start) * Math.max(0, 1 - 1 / all));
  }
  return new Map(starts.map((start) => [start, chanceOf(start)]));
}

/** What is hardly open is no longer asked. */
const HARDLY = 0.01;

const isThere = ({ latestEnd }: Start, end: Request): boolean => endOf(end) <= latestEnd + SLACK_US;

const mayEndAs = ({ method, pid, heldFrom, missedAt }: Start, end: Request): boolean =>
  (end.method === undefined || end.method === method) &&
  (end.pid === undefined || end.pid === pid) &&
  (endOf(end) <= heldFrom + SLACK_US || endOf(end) >= missedAt - SLACK_US);
