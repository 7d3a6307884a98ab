import { isAbort, isEnded, isVictim } from '../model/abort.ts';
import { machineOf } from '../model/named-machine.ts';
import { acceptsAhead, takesOneAtATime } from '../model/one-at-a-time.ts';
import { gaveUp, type Request } from '../model/request.ts';
import type { ServerFacts } from '../model/report.ts';
import { isStated, type Micros, micros, MICROS_PER_SECOND } from '../model/time.ts';
import { type Death, deathMoment } from '../model/worker.ts';
import type { RequestsBy } from './requests-by.ts';
import { isFollowed } from './followed.ts';
import { onsetsOf } from './onsets.ts';
import { cutOffDespite } from './ran-on.ts';
import { latestStart } from './latest-start.ts';
import type { ChanceIn, Place } from './still-running.ts';

/** Second-long stamps of deaths against finer ones of applications. */
const SLACK_US = 1_000_000;

/** It was rather in this worker than not. */
const RATHER = 0.5;
/** Below this a request that never ended says nothing of this worker: where a log ends under load, many are open elsewhere. */
const HARDLY = 0.05;

/** The requests of a worker that its end touches. */
export interface InFlight {
  /** Started in this life and never ended. */
  readonly unfinished: readonly Request[];
  /** Never ended as far as the log goes, but perhaps in another worker, that runs on where the log ends. */
  readonly doubtful: readonly Request[];
  /** The worker had one at a time, and of so many only one can have been it. */
  readonly oneOf?: number;
  /** How likely one of these was in this worker, by all that is known of how long requests take. */
  readonly chanceOf: (request: Request) => number;
  /** Running when the master gave the worker up, and ended all the same; of a worker that just died there are none. */
  readonly survivors: readonly Request[];
}

/** What is known beside the death itself. */
interface Known {
  readonly by: RequestsBy;
  readonly server: ServerFacts;
  /** When this worker booted, where that is known. */
  readonly bootedAt?: Micros | undefined;
  /** No timeout of its server is longer, in seconds. */
  readonly longestSeconds?: number;
  /** When it said itself that it leaves, if it did. */
  readonly leavesAt?: Micros | undefined;
  /** How likely a request was in a worker that died, and does not run on elsewhere. */
  readonly chanceIn: (place: Place) => ChanceIn;
  /** How likely a request was open at a moment, and its end is not just missing in its log. */
  readonly openAt: (request: Request, at: Micros) => number;
  /** Workers that there were at a moment. */
  readonly aliveAt: (at: Micros, host?: string) => number;
  /** Requests without id that an exception ended. */
  readonly failed: ReadonlySet<Request>;
}

/** What was in flight in the worker with index `worker` when it died. */
export function inFlightAt(worker: number, death: Death, known: Known): InFlight {
  const { by, server, failed } = known;
  const theirs = by.worker(worker).filter((request) => startedBy(request, death.goneAt));
  const missedAt = deathMoment(death);
  const lastStartAt = latestStart(death, server);
  const isOver = takesOneAtATime(server) ? isFollowed(theirs) : () => false;
  const notEnded = theirs.filter(
    (request) =>
      request.endedAt === undefined &&
      !isOver(request) &&
      !failed.has(request) &&
      !hasFailed(request, missedAt, by) &&
      (request.pid !== undefined || (request.startedAt ?? 0) <= lastStartAt),
  );
  const { open, share } = takesOneAtATime(server) ? oneOf(notEnded) : { open: notEnded, share: 1 };
  const chanceIn = known.chanceIn({
    ...{
      worker,
      onsets: onsetsOf(death, server, known),
      timeoutAt: death.timeoutAt,
      goneAt: death.goneAt,
      workers: (request) => known.aliveAt(missedAt, machineOf(request)),
    },
  });
  const heldAt = heldSince(death, server, theirs);
  const begun = acceptsAhead(server) ? begunIn(open.length) : () => 1;
  const chances = new Map(
    open.map((request) => {
      if (request.oneOf !== undefined) return [request, 1 / request.oneOf];
      if (wasCutOff(request, by)) return [request, share];
      const cutOff = cutOffDespite(request, { death, server, leavesAt: known.leavesAt });
      const isOpen = stillOpen(request) * known.openAt(request, heldAt);
      return [request, share * cutOff * Math.min(chanceIn(request), begun(request)) * isOpen];
    }),
  );
  const chanceOf = (request: Request): number => chances.get(request) ?? 1;
  return {
    unfinished: open.filter((request) => chanceOf(request) > RATHER),
    doubtful: open.filter((request) => chanceOf(request) <= RATHER && chanceOf(request) >= HARDLY),
    chanceOf,
    ...(share < 1 ? { oneOf: open.length } : {}),
    survivors:
      death.timeoutAt === undefined || !isStated(missedAt)
        ? []
        : theirs.filter(
            (request) =>
              request.endedAt !== undefined && request.endedAt >= missedAt && !isAbortsAnswer(request, missedAt),
          ),
  };
}

/**
 * A worker that takes one at a time was in one request: the one that a log of the server's or the application's tells, where no proxy tells
 * of another that was lost; else one of those that a proxy lost in that moment.
 */
function oneOf(notEnded: readonly Request[]): { readonly open: readonly Request[]; readonly share: number } {
  const told = notEnded.filter(({ evidence }) => !evidence.every(({ edge }) => edge === 'whole'));
  // A log that has lost its end tells of requests as open that are over: what a proxy lost in that moment may be the one.
  const isDisputed = told.every(({ proxy }) => proxy === undefined) && notEnded.some(isSurelyLost);
  if (told.length > 0 && !isDisputed) return { open: told, share: 1 };
  return { open: notEnded, share: 1 / Math.max(1, notEnded.length) };
}

/** How many threads a worker has, where nothing tells: gunicorn recommends 2 to 4 for each core (settings, threads). */
const USUAL_THREADS = 4;

/** How likely it had a thread, of so many that a worker of threads had accepted: what was given up in front may have waited for one to the end. */
const begunIn = (accepted: number) => (request: Request) =>
  gaveUp(request.proxy?.outcome) && isSeenInFrontAlone(request) ? Math.min(RATHER, USUAL_THREADS / accepted) : 1;

const isSeenInFrontAlone = ({ evidence }: Request): boolean => evidence.every(({ edge }) => edge === 'whole');

/** Whose connection broke in front was open. */
const stillOpen = ({ stillOpen: chance = 1, proxy }: Request): number => (proxy?.outcome === 'lost' ? 1 : chance);
/** Its connection broke as this worker ended, and no other. */
const isSurelyLost = (request: Request): boolean =>
  request.proxy?.outcome === 'lost' && !request.rivals && isSeenInFrontAlone(request);

const INTERNAL_ERROR = 500;

/** The access line of what the abort itself ended says 500 and a duration of its own (gunicorn workers/base.py handle_error, 22.0.0 on). */
const isAbortsAnswer = ({ status, endedAt, evidence }: Request, missedAt: number): boolean =>
  status === INTERNAL_ERROR &&
  endedAt !== undefined &&
  endedAt <= missedAt + SLACK_US &&
  evidence.every(({ edge }) => edge === 'whole');

/** A supervisor may name a request without saying since when it ran, or tell of a death without saying when. */
const startedBy = ({ startedAt, endedAt }: Request, goneAt: Micros): boolean =>
  startedAt === undefined || !isStated(goneAt) ? endedAt === undefined : startedAt <= goneAt + SLACK_US;

/** True if its own traceback shows that it was ended from outside: it runs on nowhere. */
const wasCutOff = (request: Request, by: RequestsBy): boolean =>
  by
    .exceptionsOf(request)
    .some(({ at, event }) => at >= (request.startedAt ?? 0) && (isVictim(event.traceback) || isAbort(event.traceback)));

/** An exception of its own is a request's end, whatever became of its worker; what the worker's end raised in it is not. */
function hasFailed(request: Request, missedAt: number, by: RequestsBy): boolean {
  const { id, startedAt } = request;
  if (id === undefined) return false;
  const beganAt = startedAt ?? 0;
  const retriedAt = by
    .id(id)
    .find((other) => (other.startedAt ?? 0) > beganAt && !isErrorsAnswer(other, request))?.startedAt;
  return by
    .exceptionsOf(request)
    .some(
      ({ at, event }) =>
        at >= beganAt - SLACK_US &&
        at < (retriedAt ?? Number.POSITIVE_INFINITY) &&
        (at < missedAt - SLACK_US || !isEnded(event.traceback)),
    );
}

/**
 * The access line of a request whose exception the server caught says 500 and how long its answer took, not since when it ran (gunicorn
 * workers/base.py handle_error, all versions): that is no later try.
 */
const isErrorsAnswer = ({ status, pid, evidence }: Request, request: Request): boolean =>
  status === INTERNAL_ERROR && pid === request.pid && evidence.every(({ edge }) => edge === 'whole');

/**
 * Since when a worker was held that was missed: its requests grow no older in the meantime. Where its timeout is not known, since it was
 * last heard of.
 */
function heldSince({ timeoutAt, goneAt }: Death, server: ServerFacts, theirs: readonly Request[]): Micros {
  const { timeoutSeconds, timeoutFrom } = server;
  if (timeoutAt === undefined) return goneAt;
  if (timeoutSeconds !== null && timeoutFrom !== 'assumed')
    return micros(timeoutAt - timeoutSeconds * MICROS_PER_SECOND);
  const heard = theirs.flatMap(({ startedAt = 0, endedAt = 0 }) => [startedAt, endedAt]).filter((at) => at < timeoutAt);
  return micros(Math.max(0, ...heard));
}
