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

/** A start, and how likely it is still without its end when its worker was gone. */
interface Waiting {
  readonly start: Start;
  chance: number;
}

/** What one path was asked for, in order of time. */
interface Path {
  readonly starts: readonly Waiting[];
  readonly ends: readonly Request[];
}

/**
 * How likely each start is still without its end when its worker was gone, where ends name no worker and no moment at which they
 * began: each of those that were open may be the one that ended, and one is as likely as the other. Whose end is never told, as its client had
 * left (gunicorn up to 20.1.0 writes none then), makes fewer open than there are starts: of all starts as many as are never caught up with.
 * A server at log level debug tells hundreds of thousands: chances are written over from round to round.
 */
export function openStarts(starts: readonly Start[], ends: readonly Request[]): ReadonlyMap<Start, number> {
  const endsOf = groupedBy(ends, ({ target = '' }) => withoutQuery(target));
  const paths = [...groupedBy(starts, ({ path }) => path)].map(([path, theirs]) => ({
    starts: theirs.toSorted((a, b) => a.at - b.at).map((start) => ({ start, chance: 1 })),
    ends: (endsOf.get(path) ?? []).toSorted((a, b) => endOf(a) - endOf(b)),
  }));
  for (const path of paths) weigh(path, 0);
  const steps = stepsOf(paths);
  for (let round = 0; round < ROUNDS && ends.length >= ENOUGH; round += 1) {
    const untold = untoldShare(steps);
    for (const path of paths) weigh(path, untold);
  }
  return new Map(paths.flatMap((path) => path.starts.map(({ start, chance }) => [start, chance])));
}

/** How many went with their workers depends on how many ends are untold, and the other way round: each round comes at least twice as near. */
const ROUNDS = 5;

const endOf = ({ endedAt }: Request): number => endedAt ?? 0;

/** A moment at which a request begins, or is over: one that went with its worker only as likely as it was still open. */
interface Step {
  readonly at: number;
  readonly begun: number;
  readonly over: Pick<Waiting, 'chance'> | undefined;
}

const OVER = { chance: 1 };

const stepsOf = (paths: readonly Path[]): readonly Step[] =>
  [
    ...paths.flatMap((path) =>
      path.starts.flatMap((waiting): readonly Step[] => {
        const { at, worker, goneAt } = waiting.start;
        const begins = { at, begun: 1, over: undefined };
        return worker === undefined ? [begins] : [begins, { at: goneAt, begun: 0, over: waiting }];
      }),
    ),
    ...paths.flatMap(({ ends }) => ends.map((end) => ({ at: endOf(end), begun: 0, over: OVER }))),
  ].sort((a, b) => a.at - b.at || b.begun - a.begun);

/** By what share of the starts the ends, and what went with its worker, lag behind at the least, in the later half of them. */
function untoldShare(steps: readonly Step[]): number {
  const later = Math.floor(steps.length / 2);
  let [begun, over, least] = [0, 0, Infinity];
  steps.forEach((step, place) => {
    begun += step.begun;
    over += step.over?.chance ?? 0;
    if (place >= later) least = Math.min(least, (begun - over) / Math.max(1, begun));
  });
  return Math.max(0, least);
}

/** `untold`: the share of starts whose end is never told. */
function weigh({ starts, ends }: Path, untold: number): void {
  for (const waiting of starts) waiting.chance = 1 - untold;
  let open: Waiting[] = [];
  let begun = 0;
  for (const end of ends) {
    const known = begun;
    while ((starts[begun]?.start.at ?? Infinity) <= endOf(end) + SLACK_US) begun += 1;
    for (const waiting of starts.slice(known, begun)) open.push(waiting);
    open = open.filter(({ start, chance }) => chance > HARDLY && isThere(start, end));
    const mayBe = open.filter(({ start }) => mayEndAs(start, end));
    const all = mayBe.reduce((sum, { chance }) => sum + chance, 0);
    for (const waiting of mayBe) waiting.chance *= Math.max(0, 1 - 1 / all);
  }
}

/** What is hardly open is no longer asked. */
const HARDLY = 0.01;

const isThere = ({ latestEnd }: Start, end: Request): boolean => endOf(end) <= latestEnd + SLACK_US;

const mayEndAs = ({ method, pid, heldFrom, missedAt }: Start, end: Request): boolean =>
  (end.method === undefined || end.method === method) &&
  (end.pid === undefined || end.pid === pid) &&
  (endOf(end) <= heldFrom + SLACK_US || endOf(end) >= missedAt - SLACK_US);
