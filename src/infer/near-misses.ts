import { groupedBy } from '../lib/grouped.ts';
import type { Stall } from '../model/conclusion.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';
import { MICROS_PER_SECOND, type Micros, PRECISION_US } from '../model/time.ts';
import { BURST_US, FEWEST_HELD, SHORTEST_STALL_US } from '../model/stall.ts';
import type { NamedWorker, Worker } from '../model/worker.ts';
import { serverFacts } from './server.ts';

/** Who is silent for a quarter of the timeout is on the way to be killed by it. */
const SHARE_OF_TIMEOUT = 1 / 4;

/**
 * The pace of a worker is taken from this stretch before the silence, in slots, as a burst is one sign. Where eight signs are
 * due and none comes, chance is out of the question (e^-8); a worker with little to say is not stalled.
 */
const PACE_US = 10 * MICROS_PER_SECOND;
const SLOT_US = MICROS_PER_SECOND / 10;
const SIGNS_DUE = 8;

/** Beats and looks come once a second each, so a fatal block may begin so much earlier than the timeout tells. */
const SLACK_US = 2 * MICROS_PER_SECOND;

/**
 * Stalls that ended in time, in order: a busy worker falls silent for long, with three or more requests
 * open, and then they end in a burst. A sync worker has one request at a time, so none are seen; nor are the waits of an idle
 * worker. The silence before a worker's end is none: it is the incident itself, or a worker that takes nothing new.
 * Only the pauses that the scan found can show them: elsewhere a case keeps neither all requests nor every sign of life.
 */
export function nearMissesOf(correlation: Correlation): readonly Stall[] {
  const { timeoutSeconds } = serverFacts(correlation);
  const timeoutUs = (timeoutSeconds ?? 0) * MICROS_PER_SECOND;
  const byWorker = groupedBy(correlation.requests, ({ worker }) => worker);
  const shortestUs = Math.max(SHORTEST_STALL_US, timeoutUs * SHARE_OF_TIMEOUT);
  return correlation.workers
    .flatMap((worker, index) =>
      isNamed(worker) && worker.pauses.length > 0 ? stallsOf(worker, byWorker.get(index) ?? [], shortestUs) : [],
    )
    .filter(({ worker, from, to }) => worker.pauses.some((pause) => pause.from < to && pause.to > from))
    .filter(({ worker, to }) => to < endOf(worker) - timeoutUs - SLACK_US)
    .sort((a, b) => a.from - b.from);
}

const isNamed = (worker: Worker): worker is NamedWorker => worker.pid !== undefined;

function stallsOf(worker: NamedWorker, theirs: readonly Request[], shortestUs: number): readonly Stall[] {
  const edges = theirs.flatMap(({ startedAt, endedAt }) => [startedAt, endedAt].filter((at) => at !== undefined));
  const moments = [...worker.signsOfLife, ...edges].sort((a, b) => a - b);
  return moments.flatMap((to, at) => {
    const from = moments[at - 1];
    if (from === undefined || to - from < shortestUs) return [];
    const held = heldIn({ from, to }, theirs);
    const silenceUs = to - from - blurOf(held);
    if (held.length < FEWEST_HELD || silenceUs < shortestUs) return [];
    if (signsDue(moments.slice(0, at), silenceUs) < SIGNS_DUE) return [];
    return [{ worker, from, to, held }];
  });
}

const heldIn = ({ from, to }: Pick<Stall, 'from' | 'to'>, theirs: readonly Request[]): readonly Request[] =>
  theirs.filter(
    ({ startedAt, endedAt }) =>
      startedAt !== undefined &&
      endedAt !== undefined &&
      startedAt <= from &&
      endedAt >= to &&
      endedAt <= to + BURST_US,
  );

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

function endOf({ end }: Worker): number {
  if (end.how === 'running') return Number.POSITIVE_INFINITY;
  return end.how === 'died' ? (end.death.timeoutAt ?? end.death.goneAt) : end.at;
}
