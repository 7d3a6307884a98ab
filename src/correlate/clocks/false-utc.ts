import { isAbort } from '../../model/abort.ts';
import { type Clock, instantOf } from '../../model/clock.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND, type Micros, type Stamp } from '../../model/time.ts';
import type { PidMoments } from './clock-votes.ts';
import { type Anchor, measureSkew } from './measure-skew.ts';
import { proxyOutcome } from '../proxy-view.ts';
import { endsIn, knownMoments, momentsFor } from './shared-requests.ts';

type Facts = Pick<CaseFacts, 'sources' | 'exceptions' | 'activity' | 'requests' | 'spans'>;

const HALF_HOUR_US = 30 * MICROS_PER_MINUTE;
const FURTHEST_US = 28 * HALF_HOUR_US;
/** Whole seconds on both sides, and lines that are written a moment late. */
const NEAR_US = 2.5 * MICROS_PER_SECOND;

/** Clocks of the sources that state their zone, and the supervisors' moments by a choice of them. */
export interface StatedClocks {
  readonly clocks: readonly Clock[];
  readonly momentsBy: (clocks: readonly Clock[]) => PidMoments;
}

/**
 * Python 2 prints `+0000` in every zone (time.strftime `%z`), and gunicorn up to 19.10 ran on it: where three facts or more, and most
 * of all, that a log with another stated zone shares with the server's agree that this is ahead by whole half hours, it is read so.
 */
export function withoutFalseUtc({ clocks, momentsBy }: StatedClocks, facts: Facts): readonly Clock[] {
  const claimed = clocks.filter((clock) => clock.offsetUs === 0 && isServers(clock, facts));
  const others = clocks.filter(({ offsetUs }) => offsetUs !== 0);
  if (claimed.length === 0 || others.length === 0) return clocks;
  const anchors = others.flatMap((clock) => sharedFacts(clock, facts, { claimed, moments: momentsBy(claimed) }));
  const { skewUs, anchors: agreeing } = measureSkew(anchors, []);
  const aheadUs = -wholeHalfHours(skewUs);
  if (aheadUs === 0) return clocks;
  return clocks.map((clock) => (claimed.includes(clock) ? { ...clock, skewUs: aheadUs, anchors: agreeing } : clock));
}

const isServers = ({ source }: Clock, { sources }: Facts): boolean =>
  sources.some(({ id, layouts }) => id === source && layouts.some(({ format }) => /^gunicorn-/.test(format)));

const wholeHalfHours = (us: number): number => Math.round(us / HALF_HOUR_US) * HALF_HOUR_US;

interface Claimed {
  readonly claimed: readonly Clock[];
  readonly moments: PidMoments;
}

/** By how much this clock seems ahead of the server's, for each abort, lost connection and request that both tell of. */
function sharedFacts(clock: Clock, facts: Facts, { claimed, moments }: Claimed): readonly Anchor[] {
  const timeouts = [...moments.timeouts.values()].flat();
  const ends = [...moments.ends.values()].flat();
  const known = knownMoments(facts, claimed);
  const gaps = ({ stamp }: { readonly stamp: Stamp | undefined }, at: readonly Micros[]): readonly Anchor[] =>
    stamp && at.length > 0 ? [at.map((moment) => instantOf(stamp, clock) - moment).filter(isZone)] : [];
  return [
    ...facts.exceptions
      .filter(({ origin, traceback }) => origin.source === clock.source && isAbort(traceback))
      .flatMap((event) => gaps(event, timeouts)),
    ...facts.requests
      .filter(({ origin, facts: told }) => origin.source === clock.source && proxyOutcome(told) === 'lost')
      .flatMap((event) => gaps(event, ends)),
    ...endsIn(clock.source, facts).flatMap((event) => gaps(event, momentsFor(event, known))),
  ];
}

const isZone = (gapUs: number): boolean =>
  Math.abs(gapUs) <= FURTHEST_US && Math.abs(gapUs - wholeHalfHours(gapUs)) <= NEAR_US;
