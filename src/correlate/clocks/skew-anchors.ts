import { firstPlace } from '../../lib/within.ts';
import { isAbort } from '../../model/abort.ts';
import { type Clock, instantOf } from '../../model/clock.ts';
import type { ExceptionEvent, RequestEvent } from '../../model/event.ts';
import type { CaseFacts } from '../../model/facts.ts';
import { type Micros, MICROS_PER_SECOND, type Stamp } from '../../model/time.ts';
import { type PidMoments, spokenBy } from './clock-votes.ts';
import { type Anchor, anchorOf, type Bound, ENOUGH, FURTHEST_US } from './measure-skew.ts';
import { proxyOutcome } from '../proxy-view.ts';
import { endsIn, type KnownMoments, momentsFor } from './shared-requests.ts';

/** Supervisors log whole seconds: the moment itself lies half a second later on average. */
const HALF_SECOND_US = 500_000;
/** Whole seconds on both sides, and lines that are written a moment late. */
const SLACK_US = 1_500_000;

type Facts = Pick<CaseFacts, 'exceptions' | 'activity' | 'requests' | 'spans'>;

/** Finds of moments those that may be one fact with what was seen at another, without a look at each of thousands. */
function nearAmong(moments: readonly number[]): (at: Micros) => readonly number[] {
  const inOrder = [...moments].sort((a, b) => a - b);
  return (at) =>
    inOrder.slice(
      firstPlace(inOrder, (moment) => moment >= at - FURTHEST_US),
      firstPlace(inOrder, (moment) => moment > at + FURTHEST_US),
    );
}

const seenAt = ({ stamp }: { readonly stamp: Stamp | undefined }, clock: Clock): Micros | undefined =>
  stamp && instantOf(stamp, clock);

const ofSource =
  (source: number) =>
  ({ origin }: ExceptionEvent | RequestEvent): boolean =>
    origin.source === source;

/** Abort tracebacks, each written within moments of its worker's WORKER TIMEOUT line. */
export function abortAnchors(clock: Clock, { exceptions }: Facts, { timeouts }: PidMoments): readonly Anchor[] {
  const toldOf = new Map([...timeouts].map(([pid, lines]) => [pid, lines.map((line) => line + HALF_SECOND_US)]));
  const near = nearAmong([...toldOf.values()].flat());
  return exceptions
    .filter((event) => ofSource(clock.source)(event) && isAbort(event.traceback))
    .flatMap((event) => {
      const at = seenAt(event, clock);
      if (at === undefined) return [];
      return anchorOf(at, event.pid === undefined ? near(at) : (toldOf.get(event.pid) ?? []));
    });
}

/** Lines of one moment, written with whole seconds. */
const BURST_US = 1_000_000;
/** gunicorn's graceful_timeout of 30 s, and the moments that leaving takes. */
const GRACE_US = 35 * MICROS_PER_SECOND;
/** A server's first workers boot within so long of each other. */
const START_US = 3 * MICROS_PER_SECOND;

/** Connections that a proxy lost, each at the moment of a worker's end or of its abort; where no line tells of it, its successor's boot does. */
export const lossAnchors = (clock: Clock, { requests }: Facts, told: PidMoments): readonly Anchor[] => {
  const near = nearAmong([...deathsIn(told), ...successorsIn([...told.boots.values()].flat())]);
  const lost = requests
    .filter(ofSource(clock.source))
    .filter(({ facts }) => proxyOutcome(facts) === 'lost')
    .flatMap((event) => seenAt(event, clock) ?? []);
  return burstsIn(lost).flatMap((at) => anchorOf(at, near(at)));
};

/** All that one end takes breaks at once: however many they are, it is one fact. */
const burstsIn = (lost: readonly Micros[]): readonly Micros[] =>
  [...lost].sort((a, b) => a - b).filter((at, n, all) => n === 0 || at - (all[n - 1] ?? 0) > BURST_US);

/** Workers of a master that is told to stop leave together, and wait for their requests first: what a proxy loses all at once is hardly theirs. */
const deathsIn = ({ ends, timeouts, stops }: PidMoments): readonly Micros[] =>
  [...ends].flatMap(([pid, moments]) =>
    timeouts.has(pid) ? moments : moments.filter((at) => !stops.some((stop) => at >= stop && at - stop <= GRACE_US)),
  );

/** When others saw requests end: `lost`, where a try was lost, of which only a proxy tells. */
interface SeenByOthers {
  readonly ended: () => KnownMoments;
  readonly lost: () => KnownMoments;
}

/** Boots later than those of the server's start: somebody was gone before each. */
const successorsIn = (boots: readonly Micros[]): readonly Micros[] => {
  const first = boots.reduce((earliest, at) => Math.min(earliest, at), Number.POSITIVE_INFINITY);
  return boots.filter((at) => at - first > START_US);
};

/** Ends of requests that this source and one of the others both tell of: of thousands as many as are looked at. */
export function requestAnchors(clock: Clock, facts: Facts, { ended, lost }: SeenByOthers): readonly Anchor[] {
  const anchors: Anchor[] = [];
  for (const event of endsIn(clock.source, facts)) {
    if (anchors.length >= ENOUGH) break;
    const at = seenAt(event, clock);
    const known = event.facts.upstreamError === undefined ? ended : lost;
    if (at !== undefined) anchors.push(...anchorOf(at, momentsFor(event, known())));
  }
  return anchors;
}

/** The lives of the pids that speak in this source. */
export function lifeBounds(clock: Clock, { activity }: Facts, { boots, ends }: PidMoments): readonly Bound[] {
  const rows = activity.filter(({ source }) => source === clock.source);
  return [...spokenBy(rows, (stamp) => instantOf(stamp, clock))].flatMap(([pid, { first, last }]) => {
    const [boot, ...more] = boots.get(pid) ?? [];
    if (boot === undefined || more.length > 0) return [];
    const end = Math.max(...(ends.get(pid) ?? []));
    const leastUs = Number.isFinite(end) ? last - end - SLACK_US : Number.NEGATIVE_INFINITY;
    return [{ leastUs, mostUs: first - boot + SLACK_US }];
  });
}
