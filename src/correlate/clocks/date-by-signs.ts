import { groupedBy } from '../../lib/grouped.ts';
import type { Clock } from '../../model/clock.ts';
import { DEFAULT_TIMEOUT_S } from '../../model/default-timeouts.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { ActivityRow } from '../../model/findings.ts';
import { isDated, MICROS_PER_SECOND, type Stamp, wallMicros } from '../../model/time.ts';
import { type Borrowed, datedByLosses, type Untimed } from './date-by-losses.ts';
import { isTimed } from './is-timed.ts';
import { isYearUnknown, undatedAmong } from './undated-clocks.ts';

/** When a process spoke in one log, as that log's clock showed it; of one that the kernel ended only the last is known. */
interface Signs {
  readonly first: Stamp | undefined;
  readonly last: Stamp;
}

type SignsOf = ReadonlyMap<number, Signs>;

/** The log by whose processes another is dated. */
interface Dial {
  readonly source: number;
  readonly signs: SignsOf;
  /** How many of the workers that the other names spoke in it. */
  readonly named: number;
}

export interface DatedBySigns {
  readonly facts: CaseFacts;
  /** By source without times: the log whose clock it borrows. */
  readonly dials: Borrowed;
}

/**
 * A supervisor's log that states no times (puma's and uvicorn's own do not) is dated by another log in which the workers spoke that
 * it names: one has ended since it was last heard, as long after that as it was waited for, and before the one in its place spoke; or
 * by the kernel's, where that killed them. The order of the lines holds.
 */
export function datedBySigns(given: CaseFacts): DatedBySigns {
  const dials = dialsFor(given);
  const byLosses = datedByLosses(given, untimedIn(given, dials));
  const { facts } = byLosses;
  if (dials.size === 0) return byLosses;
  const bySource = groupedBy(facts.lifecycle, ({ origin }) => origin.source);
  const dated = new Map([...dials].flatMap(([source, { signs }]) => dateInOrder(bySource.get(source) ?? [], signs)));
  return {
    facts: {
      ...facts,
      lifecycle: facts.lifecycle.map((event) => dated.get(event) ?? event),
      activity: facts.activity.filter(({ source }) => !dials.has(source)),
    },
    dials: new Map([...byLosses.dials, ...dials]),
  };
}

/** Logs without times of which no worker speaks in another: only what a proxy lost may tell when theirs ended. */
export const untimedIn = (facts: CaseFacts, dials: ReadonlyMap<number, unknown>): Untimed =>
  new Map([...withoutTimes(facts)].filter(([source]) => !dials.has(source)));

/** The same clocks, and for what is dated by another log that one's. */
export const withBorrowed = (clocks: readonly Clock[], dials: DatedBySigns['dials']): readonly Clock[] =>
  clocks.map((clock) => {
    const dial = dials.get(clock.source);
    const lent = dial && clocks.find(({ source }) => source === dial.source);
    return lent ? { ...lent, source: clock.source, zoneFrom: 'inferred', anchors: dial.named } : clock;
  });

/** By source without times in which workers are named: the log in which most of them spoke. */
export function dialsFor(facts: CaseFacts): ReadonlyMap<number, Dial> {
  const spoken = withoutTimes(facts);
  if (spoken.size === 0) return new Map();
  const dated = groupedBy(
    facts.activity.filter(({ first }) => isDated(first)),
    ({ source }) => source,
  );
  const heard = [...dated].map(([source, rows]) => ({ source, signs: signsIn(rows) }));
  const signs = [...heard, ...killsBySource(facts)];
  return new Map(
    [...spoken].flatMap(([source, events]): readonly (readonly [number, Dial])[] => {
      const workers = workersIn(events);
      const [best] = signs
        .map((log) => ({ ...log, named: [...workers].filter((pid) => log.signs.has(pid)).length }))
        .sort((a, b) => b.named - a.named);
      return best && best.named > 0 ? [[source, best]] : [];
    }),
  );
}

const workersIn = (events: readonly LifecycleEvent[]): ReadonlySet<number> =>
  new Set(events.flatMap((event) => workerOf(event) ?? []));

const recordsIn = (rows: readonly ActivityRow[]): number => rows.reduce((sum, { records }) => sum + records, 0);

/** What supervisors say where no line of theirs states a time, by source; a kernel's count from its boot is none of these. */
function withoutTimes({ sources, lifecycle, activity }: CaseFacts): Untimed {
  const counting = undatedAmong(sources);
  const spoken = [...groupedBy(lifecycle, ({ origin }) => origin.source)].filter(([source, events]) => {
    const ofWorkers = events.filter((event) => workerOf(event) !== undefined);
    if (counting.has(source) || ofWorkers.length === 0 || ofWorkers.some(isTimed)) return false;
    const timed = activity.filter((row) => row.source === source && isDated(row.last));
    const workers = workersIn(events);
    return !timed.some(({ pid }) => pid !== undefined && workers.has(pid)) && recordsIn(timed) < events.length;
  });
  return new Map(spoken);
}

const workerOf = ({ step }: LifecycleEvent): number | undefined => ('worker' in step ? step.worker : undefined);

function signsIn(rows: readonly ActivityRow[]): SignsOf {
  const signs = new Map<number, { readonly first: Stamp; readonly last: Stamp }>();
  for (const { pid, first, last } of rows) {
    if (pid === undefined) continue;
    const known = signs.get(pid) ?? { first, last };
    signs.set(pid, {
      first: first.wall < known.first.wall ? first : known.first,
      last: last.wall > known.last.wall ? last : known.last,
    });
  }
  return signs;
}

/** The kernel's log tells of the end alone. */
function killsBySource({ sources, lifecycle }: CaseFacts): readonly { source: number; signs: SignsOf }[] {
  const undated = undatedAmong(sources, isYearUnknown);
  const kills = lifecycle.flatMap(({ step, stamp, origin: { source } }) =>
    step.what === 'kernel-oom-kill' && stamp && isDated(stamp) && !undated.has(source)
      ? [{ source, pid: step.process, signs: { first: undefined, last: stamp } }]
      : [],
  );
  return [...groupedBy(kills, ({ source }) => source)].map(([source, killed]) => ({
    source,
    signs: new Map(killed.map(({ pid, signs }) => [pid, signs])),
  }));
}

/**
 * Gives each event a time: an end its own, where its worker spoke; all else that of what stands before it, or of the first end, but for
 * boots, of which nobody knows how long before. Whoever boots may be silent for long, and takes the place of one that ended just now.
 */
function dateInOrder(
  events: readonly LifecycleEvent[],
  signs: SignsOf,
): readonly (readonly [LifecycleEvent, LifecycleEvent])[] {
  const inOrder = [...events].sort((a, b) => a.origin.line - b.origin.line);
  const [first] = inOrder.flatMap((event) => signs.get(workerOf(event) ?? NaN)?.first ?? []);
  const next = nextBoots(inOrder, signs);
  const ends = inOrder.map((event, at) => (isTimed(event) ? event.stamp : endOf(event, next[at], signs)));
  const [firstEnd] = ends.filter((end) => end !== undefined);
  let latest: Stamp | undefined = first && { ...first, precision: 's' };
  return inOrder.map((event, at) => {
    const end = ends[at];
    if (end && (!latest || end.wall > latest.wall)) latest = end;
    const before = event.step.what === 'worker-booting' ? undefined : firstEnd;
    return [event, { ...event, stamp: latest ?? before }];
  });
}

/** For each event, when the next one that boots first spoke: by then its predecessor had ended. */
function nextBoots(inOrder: readonly LifecycleEvent[], signs: SignsOf): readonly (Stamp | undefined)[] {
  let next: Stamp | undefined;
  return inOrder
    .toReversed()
    .map((event) => {
      const after = next;
      if (event.step.what === 'worker-booting') next = signs.get(event.step.worker)?.first ?? next;
      return after;
    })
    .reverse();
}

/** As long as it was waited for; where no line tells that, by default at most, if the one in its place shows by when it was over. */
function endOf(event: LifecycleEvent, replaced: Stamp | undefined, signs: SignsOf): Stamp | undefined {
  const own = signs.get(workerOf(event) ?? NaN);
  if (!own || event.step.what === 'worker-booting') return undefined;
  const ended = own.last.wall + waitedFor(event, replaced !== undefined) * MICROS_PER_SECOND;
  return { ...own.last, wall: wallMicros(Math.min(ended, replaced?.wall ?? ended)), precision: 's' };
}

const waitedFor = ({ step, by }: LifecycleEvent, isReplaced: boolean): number => {
  if (step.what !== 'worker-timeout') return 0;
  const usual = isReplaced && by !== undefined ? DEFAULT_TIMEOUT_S[by] : undefined;
  return step.limitSeconds ?? usual ?? 0;
};
