import { isBeside } from '../../model/beside.ts';
import type { Request } from '../../model/request.ts';
import type { Micros } from '../../model/time.ts';
import { deathMoment, type Worker } from '../../model/worker.ts';
import type { CutOff } from './cut-off.ts';

/** Deaths are logged with whole seconds: a request may seem younger than its worker's death. */
const SLACK_US = 1_000_000;
/** Deaths closer to each other than this cannot be told apart by the order of lines alone. */
const APART_US = 3_000_000;
/** How far a request's own record of its end lies from its worker's, logged with whole seconds. */
const CUT_OFF_WITHIN_US = 1_500_000;
/** Two ends of which one is nearer by less may both be meant. */
const AS_NEAR_US = 500_000;
/** A request that is older was lost in some other way. */
const OLDEST_US = 600_000_000;

/** When a worker boots or is told to leave is logged with whole seconds, cut off. */
const CUT_OFF_US = 1_000_000;

/** The end of a worker that may have taken requests with it. */
interface Loss {
  readonly worker: number;
  readonly host: string | undefined;
  readonly bootedAt: Micros | undefined;
  readonly timeoutAt: Micros | undefined;
  readonly goneAt: Micros;
}

/** What requests' own records and workers' own words show. */
interface Shown {
  /** When a request was cut off. */
  readonly cutOff: (request: Request) => CutOff | undefined;
  /** Of a worker that left in good order: that it cut nothing off. */
  readonly isDone: (worker: Worker) => boolean;
}

/**
 * Gives requests whose log names no pid to the worker that died next, if they never ended: all others did end, or would
 * have been lost earlier. Where several workers died within moments of each other, they are spread over these. What began
 * while more workers were leaving in good order than were to die is likelier to have been cut off there, and is nobody's, unless these were done
 * with all that they had.
 */
export function placeLostRequests(
  requests: readonly Request[],
  workers: readonly Worker[],
  { cutOff, isDone }: Shown,
): readonly Request[] {
  const mayHaveCutOff = workers.filter((worker) => !isDone(worker));
  const losses = workers.flatMap(({ end, bootedAt, host }, worker): readonly Loss[] =>
    end.how === 'died' && end.death.cause !== 'boot-failure'
      ? [{ worker, host, bootedAt, timeoutAt: end.death.timeoutAt, goneAt: end.death.goneAt }]
      : [],
  );
  const held = new Map<Loss, number>();
  const place = (request: Request): Request => {
    const startedAt = isLost(request) ? request.startedAt : undefined;
    if (startedAt === undefined) return request;
    const beside = losses.filter((loss) => isBeside(request, loss));
    const together = lossesOf(startedAt, beside, cutOff(request));
    const [loss] = [...together].sort((a, b) => (held.get(a) ?? 0) - (held.get(b) ?? 0));
    if (!loss || leftBefore(loss, startedAt, mayHaveCutOff) > together.length) return request;
    held.set(loss, (held.get(loss) ?? 0) + 1);
    const rivals = together.length - 1;
    return { ...request, worker: loss.worker, ...(rivals > 0 ? { rivals } : {}) };
  };
  // Those whose own records show when they were cut off leave less to be shared out.
  const shown = new Map(requests.filter((request) => cutOff(request)).map((request) => [request, place(request)]));
  return requests.map((request) => shown.get(request) ?? place(request));
}

const isLost = ({ pid, worker, endedAt }: Request): boolean =>
  pid === undefined && worker === undefined && endedAt === undefined;

/** A worker that its master misses has stood still for a second at least, and takes nothing new while it is being ended. */
const lastStart = ({ timeoutAt, goneAt }: Loss): number => timeoutAt ?? goneAt + SLACK_US;

/** The next end that may have taken what began then, and those within moments of it; by its own record, where it has one. */
function lossesOf(startedAt: Micros, losses: readonly Loss[], cutOff: CutOff | undefined): readonly Loss[] {
  const fitting = losses
    .filter((loss) => (loss.bootedAt ?? 0) <= startedAt && startedAt <= lastStart(loss))
    .sort((a, b) => a.goneAt - b.goneAt);
  const shown = cutOff ? shownBy(cutOff, fitting) : [];
  if (shown.length > 0) return shown;
  const next = fitting[0]?.goneAt;
  if (next === undefined || next - startedAt > OLDEST_US) return [];
  return fitting.filter(({ goneAt }) => goneAt - next < APART_US);
}

/** A request is cut off as its worker is given up, if it was running then; else as the worker leaves: of several ends the nearest. */
function shownBy({ at, byAbort }: CutOff, losses: readonly Loss[]): readonly Loss[] {
  const offUs = (loss: Loss): number => Math.abs(at - (byAbort ? deathMoment(loss) : loss.goneAt));
  const nearest = Math.min(...losses.map(offUs));
  return losses.filter((loss) => offUs(loss) <= Math.min(CUT_OFF_WITHIN_US, nearest + AS_NEAR_US));
}

/** How many workers that had left in good order by then may have taken what began at that moment. */
const leftBefore = ({ goneAt }: Loss, startedAt: Micros, workers: readonly Worker[]): number =>
  workers.filter(
    ({ bootedAt, end }) =>
      end.how === 'graceful' &&
      end.at <= goneAt &&
      (bootedAt ?? 0) <= startedAt &&
      startedAt <= Math.min(end.since, end.at) + CUT_OFF_US,
  ).length;
