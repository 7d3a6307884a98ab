import { groupedBy } from '../lib/grouped.ts';
import type { Stall } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import { takesOneAtATime } from '../model/one-at-a-time.ts';
import type { ServerFacts } from '../model/report.ts';
import type { Request } from '../model/request.ts';
import { MICROS_PER_SECOND, type Micros, PRECISION_US } from '../model/time.ts';
import { BROKEN_RHYTHM_US, BURST_US, FEWEST_HELD, SHORTEST_STALL_US } from '../model/stall.ts';
import type { NamedWorker, Worker } from '../model/worker.ts';
import { BEAT_SLACK_US, endedInTime } from './ended-in-time.ts';
import { labelOf } from './label.ts';
import { serversByHost } from './servers-by-host.ts';

/** Who is silent for a quarter of the timeout is on the way to be killed by it. */
const SHARE_OF_TIMEOUT = 1 / 4;
/** A worker that takes one request at a time is silent during each: only one that took most of the timeout came near. */
const SHARE_OF_ONE_ALONE = 3 / 4;
/** A master looks once a second, and its words are stamped with whole seconds: a silence that it ended tells a timeout up to this too long. */
const INFERRED_OFF_US = MICROS_PER_SECOND;

/**
 * The pace of a worker is taken from this stretch before the silence, in slots, as a burst is one sign. Where eight signs are
 * due and none comes, chance is out of the question (e^-8); a worker with little to say is not stalled.
 */
const PACE_US = 10 * MICROS_PER_SECOND;
const SLOT_US = MICROS_PER_SECOND / 10;
const SIGNS_DUE = 8;
/** A rhythm: in so many of the seconds before the silence the worker spoke of itself, whatever it served. */
const STEADY_SECONDS = 8;

type Told = Pick<Stall, 'from' | 'to' | 'held' | 'sign'>;

/** What one worker wrote and served, and how long it may be silent. */
interface Watched {
  readonly theirs: readonly Request[];
  /** Signs of life and both ends of requests, in order. */
  readonly moments: readonly Micros[];
  readonly signs: readonly Micros[];
  readonly timeoutUs: number;
}

/**
 * Stalls that ended in time, in order, each held against the timeout of its own host: a busy worker falls silent for long, with three
 * or more requests open, and then they end in a burst; a worker that speaks every second or so, whatever it serves, misses some of it;
 * a worker that takes one request at a time was in one for most of its timeout. The waits of an idle worker are none. The silence
 * before a worker's end is none either: it is the incident itself, or a worker that takes nothing new.
 * Only the pauses that the scan found can show a silence: elsewhere a case keeps neither all requests nor every sign of life. A request that
 * is kept with both of its ends shows by itself how long it had its worker.
 */
export function nearMissesOf(correlation: Correlation): readonly Stall[] {
  const serverFor = serversByHost(correlation);
  const byWorker = groupedBy(correlation.requests, ({ worker }) => worker);
  return correlation.workers
    .flatMap((worker, index) => (isNamed(worker) ? stallsOf(worker, byWorker.get(index) ?? [], serverFor(worker)) : []))
    .sort((a, b) => a.from - b.from);
}

const isNamed = (worker: Worker): worker is NamedWorker => worker.pid !== undefined;

function stallsOf(worker: NamedWorker, theirs: readonly Request[], server: ServerFacts): readonly Stall[] {
  const isInTime = ({ to }: Told): boolean => endedInTime(to, worker, server);
  const told = takesOneAtATime(server)
    ? longAlone(theirs, server).filter((one) => isInTime(one) || isOutlived(one, theirs))
    : silencesOf(worker, theirs, server).filter(isInTime);
  return told.map((one) => ({ worker, server, ...one, lastBegun: lastBegunOf(one) }));
}

/** Who takes one at a time and began another was not ended in this one, however near its end is. */
const isOutlived = ({ to }: Told, theirs: readonly Request[]): boolean =>
  theirs.some(({ startedAt }) => startedAt !== undefined && startedAt >= to);

function silencesOf(worker: NamedWorker, theirs: readonly Request[], server: ServerFacts): readonly Told[] {
  if (worker.pauses.length === 0) return [];
  const edges = theirs.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt].filter((at) => at !== undefined));
  const moments = [...worker.signsOfLife, ...edges].sort((a, b) => a - b);
  const timeoutUs = (server.timeoutSeconds ?? 0) * MICROS_PER_SECOND;
  return silences({ theirs, moments, signs: worker.signsOfLife, timeoutUs }).filter(({ from, to }) =>
    worker.pauses.some((pause) => pause.from < to && pause.to > from),
  );
}

function lastBegunOf({ held }: Told): string | undefined {
  const last = held.at(-1);
  return last && labelOf(last);
}

/** Requests that had their worker for most of the timeout. One that took longer shows that the timeout is another. */
function longAlone(theirs: readonly Request[], { timeoutSeconds, timeoutFrom }: ServerFacts): readonly Told[] {
  if (timeoutSeconds === null) return [];
  const timeoutUs = timeoutSeconds * MICROS_PER_SECOND;
  const shortestUs = (timeoutUs - (timeoutFrom === 'inferred' ? INFERRED_OFF_US : 0)) * SHARE_OF_ONE_ALONE;
  return theirs.flatMap((request): readonly Told[] => {
    const { startedAt: from, endedAt: to } = request;
    if (from === undefined || to === undefined) return [];
    const isNear = to - from >= shortestUs && to - from <= timeoutUs + BEAT_SLACK_US;
    return isNear ? [{ from, to, held: [request], sign: 'one-alone' }] : [];
  });
}

function silences(watched: Watched): readonly Told[] {
  const { moments, timeoutUs } = watched;
  const shortestUs = Math.max(SHORTEST_STALL_US, timeoutUs * SHARE_OF_TIMEOUT);
  return moments.flatMap((to, at): readonly Told[] => {
    const from = moments[at - 1];
    if (from === undefined || to - from < shortestUs) return [];
    const held = heldIn({ from, to }, watched.theirs);
    const silenceUs = to - from - blurOf(held);
    const isHeld = held.length >= FEWEST_HELD && signsDue(moments.slice(0, at), silenceUs) >= SIGNS_DUE;
    if (isHeld && silenceUs >= shortestUs) return [{ from, to, held, sign: 'all-held' }];
    const isBroken = to - from - SECOND_US >= Math.max(shortestUs, BROKEN_RHYTHM_US) && spokeSteadily(watched, from);
    return isBroken ? [{ from, to, held, sign: 'rhythm' }] : [];
  });
}

const SECOND_US = MICROS_PER_SECOND;

/** True where the worker had a line of its own, outside of all requests, in nearly every second before. */
function spokeSteadily({ signs, theirs }: Watched, from: Micros): boolean {
  const before = signs.filter((at) => at > from - PACE_US && at <= from);
  const own = before.filter(
    (at) => !theirs.some(({ startedAt, endedAt }) => at >= (startedAt ?? at) && at <= (endedAt ?? at)),
  );
  return new Set(own.map((at) => Math.floor(at / SECOND_US))).size >= STEADY_SECONDS;
}

const heldIn = ({ from, to }: Pick<Stall, 'from' | 'to'>, theirs: readonly Request[]): readonly Request[] =>
  theirs
    .filter(
      ({ startedAt, endedAt }) =>
        startedAt !== undefined &&
        endedAt !== undefined &&
        startedAt <= from &&
        endedAt >= to &&
        endedAt <= to + BURST_US,
    )
    .sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0));

/** Stamps are cut off: what is written as a full second may have come almost a second later. */
const blurOf = (held: readonly Request[]): number =>
  Math.max(
    0,
    ...held.flatMap(({ evidence }) => evidence.map(({ stamp }) => (stamp ? PRECISION_US[stamp.precision] : 0))),
  );

/** How many signs of life the pace before a silence lets expect in it. */
function signsDue(before: readonly Micros[], silenceUs: number): number {
  const last = before.at(-1) ?? 0;
  const slots = new Set(before.filter((at) => at > last - PACE_US).map((at) => Math.floor(at / SLOT_US)));
  return (slots.size / PACE_US) * silenceUs;
}
