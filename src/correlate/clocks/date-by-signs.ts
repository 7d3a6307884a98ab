import { groupedBy } from '../../lib/grouped.ts';
import type { Clock } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import type { ActivityRow } from '../../model/findings.ts';
import { isDated, MICROS_PER_SECOND, type Stamp, wallMicros } from '../../model/time.ts';
import { type Borrowed, datedByLosses, type Untimed } from './date-by-losses.ts';
import { isTimed } from './is-timed.ts';
import { undatedAmong } from './undated-clocks.ts';

/** When a process spoke in one log, as that log's clock showed it. */
interface Signs {
  readonly first: Stamp;
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
 * it names: one has ended since it was last heard, as long after that as the line says it was waited for, and before the one in its
 * place spoke. The order of the lines holds.
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
  const signs = [...dated].map(([source, rows]) => ({ source, signs: signsIn(rows) }));
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
  const signs = new Map<number, Signs>();
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

/**
 * Gives each event a time: an end its own, where its worker spoke; all else that of what stands before it. Whoever boots may be
 * silent for long, and takes the place of one that ended just now.
 */
function dateInOrder(
  events: readonly LifecycleEvent[],
  signs: SignsOf,
): readonly (readonly [LifecycleEvent, LifecycleEvent])[] {
  const inOrder = [...events].sort((a, b) => a.origin.line - b.origin.line);
  const [first] = inOrder.flatMap((event) => signs.get(workerOf(event) ?? NaN)?.first ?? []);
  if (!first) return [];
  const next = nextBoots(inOrder, signs);
  let latest: Stamp = { ...first, precision: 's' };
  return inOrder.map((event, at) => {
    const end = isTimed(event) ? event.stamp : endOf(event, next[at], signs);
    if (end && end.wall > latest.wall) latest = end;
    return [event, { ...event, stamp: latest }];
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

function endOf(event: LifecycleEvent, replaced: Stamp | undefined, signs: SignsOf): Stamp | undefined {
  const own = signs.get(workerOf(event) ?? NaN);
  const { step } = event;
  if (!own || step.what === 'worker-booting') return undefined;
  const waitedUs = step.what === 'worker-timeout' ? (step.limitSeconds ?? 0) * MICROS_PER_SECOND : 0;
  const ended = own.last.wall + waitedUs;
  return { ...own.last, wall: wallMicros(Math.min(ended, replaced?.wall ?? ended)), precision: 's' };
}
