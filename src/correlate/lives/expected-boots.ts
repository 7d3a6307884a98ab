import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import type { Micros } from '../../model/time.ts';
import { type Draft, isOpen, type Told } from './draft.ts';

/** Masters fork their first workers in quick succession (gunicorn arbiter.py spawn_workers: 0-0.1 s apart). */
const STARTUP_GAP_US = 2_500_000;
/** A master looks every second who died, and forks at once: no start is so slow for long. */
export const LOOP_GAP_US = 1_000_000;
/** So many boots at a pace of a second or more are no start: one slow fork or two may be a busy machine's. */
const LOOP_BOOTS = 4;

/** What is expected of the master's next boots. */
export interface Expected {
  /** The last boot, start or reload of a series, while it goes on. */
  seriesAt: Micros | undefined;
  /** Boots that the series still owes; a start owes any number. */
  owed: number;
  /** A master has started and no worker yet: it may load the application first (uWSGI without lazy-apps, puma's preload_app!). */
  isLoading: boolean;
  /** The master whose workers these are. */
  by: number | undefined;
  /** The line that told a master to start its successor. */
  upgrade: Told | undefined;
  /** The boots of a start that owes any number, from one on after which they came slowly. */
  slow: readonly Told[];
}

/** What a master says of itself and its workers while it starts. */
const OF_A_START: ReadonlySet<LifecycleStep['what']> = new Set([
  'master-listening',
  'server-setting',
  'worker-booting',
]);

/** Logs that begin with one of these begin in the middle of a start. */
export function expectedAtFirst(first: Placed<LifecycleEvent>): Expected {
  const starting = OF_A_START.has(first.event.step.what);
  return {
    seriesAt: starting ? first.at : undefined,
    owed: starting ? Number.POSITIVE_INFINITY : 0,
    isLoading: false,
    by: undefined,
    upgrade: undefined,
    slow: [],
  };
}

/** Expects what a start, a reload or one more worker makes: `owed` boots from this line of their master's on. */
export function expectBoots(expected: Expected, { at, event }: Told, owed: number): void {
  expected.seriesAt = at;
  expected.by = event.pid;
  expected.owed = owed;
  expected.isLoading = event.step.what === 'master-started';
  expected.slow = [];
}

/** True while a start goes on of which nobody says how many workers it makes. */
export const isOpenEnded = ({ owed }: Expected): boolean => owed === Number.POSITIVE_INFINITY;

/** Takes a boot into account; returns the boots that turn out to be nobody's start: at most this one, or a loop's. */
export function unexpected(boot: Told, expected: Expected): readonly Told[] {
  const { seriesAt, isLoading } = expected;
  const isLate = seriesAt === undefined || (boot.at - seriesAt > STARTUP_GAP_US && !isLoading);
  if (isLate || expected.owed <= 0) return [boot];
  expected.isLoading = false;
  expected.seriesAt = boot.at;
  expected.owed -= 1;
  if (!isOpenEnded(expected)) return [];
  expected.slow = slowlyOn([...expected.slow, boot]);
  if (expected.slow.length < LOOP_BOOTS) return [];
  const [, ...looping] = expected.slow;
  expected.owed = 0;
  return looping;
}

/** Those of the boots after which all came at the master's pace; stamps that are cut to the second set two of them together. */
function slowlyOn(boots: readonly Told[]): readonly Told[] {
  const last = boots.at(-1);
  const from = boots.findIndex(
    ({ at }, index) => last !== undefined && last.at - at >= (boots.length - 1 - index) * LOOP_GAP_US,
  );
  return boots.slice(Math.max(0, from));
}

/** Once the master tells how many workers it keeps, a start owes no more than these. */
export function limitSeries(drafts: readonly Draft[], workers: number, expected: Expected): void {
  if (workers >= 1 && expected.owed > workers) expected.owed = Math.max(0, workers - drafts.filter(isOpen).length);
}
