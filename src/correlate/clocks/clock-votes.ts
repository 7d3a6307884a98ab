import type { ExceptionEvent } from '../../model/event.ts';
import type { ActivityRow } from '../../model/findings.ts';
import type { Micros, Stamp } from '../../model/time.ts';

/** Zones lie on quarters of an hour. */
export const QUARTER_US = 15 * 60 * 1_000_000;
/** How far two lines about one moment may lie apart: one-second stamps on both sides. */
const NEAR_US = 2_000_000;
/** A clock may be so far off and its zone still be told. */
const MOST_SKEW_US = 60_000_000;
/** An abort traceback is one moment seen twice; a pid's first and last line only bound it. */
const ABORT_WEIGHT = 3;

/** What sources with a known clock say about pids. */
export interface PidMoments {
  readonly boots: ReadonlyMap<number, readonly Micros[]>;
  readonly timeouts: ReadonlyMap<number, readonly Micros[]>;
  readonly ends: ReadonlyMap<number, readonly Micros[]>;
  /** When masters were told to stop. */
  readonly stops: readonly Micros[];
}

/** Zone offset in microseconds that one fact seen in two sources speaks for, and how strongly. */
export interface Vote {
  readonly offsetUs: number;
  readonly weight: number;
}

export interface Verdict {
  readonly offsetUs: number;
  /** Number of facts that agree. */
  readonly anchors: number;
}

/** The offset for which most weight speaks; of equal ones the smaller. */
export function verdictOf(votes: readonly Vote[]): Verdict | undefined {
  const weights = new Map<number, { weight: number; anchors: number }>();
  for (const { offsetUs, weight } of votes) {
    const sum = weights.get(offsetUs) ?? { weight: 0, anchors: 0 };
    weights.set(offsetUs, { weight: sum.weight + weight, anchors: sum.anchors + 1 });
  }
  const [best] = [...weights].sort(([a, x], [b, y]) => y.weight - x.weight || Math.abs(a) - Math.abs(b));
  return best && { offsetUs: best[0], anchors: best[1].anchors };
}

/** What two readings of one moment, so far apart, speak for: the nearest quarter, unless it is too far off for a skew. */
export function voteFor(gapUs: number, weight: number): readonly Vote[] {
  const offsetUs = Math.round(gapUs / QUARTER_US) * QUARTER_US;
  return Math.abs(gapUs - offsetUs) <= MOST_SKEW_US ? [{ offsetUs, weight }] : [];
}

/** Votes of abort tracebacks, each of which lies at its worker's timeout; one without pid may lie at anybody's. */
export function abortVotes(aborts: readonly ExceptionEvent[], { timeouts }: PidMoments): readonly Vote[] {
  return aborts.flatMap(({ pid, stamp }) => {
    if (!stamp) return [];
    const moments = pid === undefined ? [...timeouts.values()].flat() : (timeouts.get(pid) ?? []);
    return moments.flatMap((at) => voteFor(stamp.wall - at, ABORT_WEIGHT));
  });
}

/** The quarter below a gap; nothing just below the next one, where a skewed clock may stand as well. */
const quartersBelow = (us: number): readonly number[] => {
  const below = Math.floor(us / QUARTER_US) * QUARTER_US;
  return below + QUARTER_US - us < MOST_SKEW_US ? [] : [below];
};

/** Votes of pids: each speaks first after its boot and last before its end; one that came again is left out. */
export function boundVotes(activity: readonly ActivityRow[], { boots, ends }: PidMoments): readonly Vote[] {
  return [...spokenBy(activity, ({ wall }) => wall)].flatMap(([pid, { first, last }]) => {
    const [boot, ...more] = boots.get(pid) ?? [];
    if (more.length > 0) return [];
    const end = ends.get(pid)?.reduce((a, b) => (a > b ? a : b));
    const afterBoot = boot === undefined ? [] : quartersBelow(first - boot + NEAR_US);
    const beforeEnd = end === undefined ? [] : quartersBelow(end - last + NEAR_US).map((below) => -below);
    return [...afterBoot, ...beforeEnd].map((offsetUs) => ({ offsetUs, weight: 1 }));
  });
}

interface Spoken {
  readonly first: number;
  readonly last: number;
}

/** When each pid spoke first and last, in the microseconds that `read` makes of a stamp. */
export function spokenBy(
  activity: readonly ActivityRow[],
  read: (stamp: Stamp) => number,
): ReadonlyMap<number, Spoken> {
  const spoken = new Map<number, Spoken>();
  for (const { pid, first, last } of activity) {
    if (pid === undefined) continue;
    const known = spoken.get(pid) ?? { first: read(first), last: read(last) };
    spoken.set(pid, { first: Math.min(known.first, read(first)), last: Math.max(known.last, read(last)) });
  }
  return spoken;
}
