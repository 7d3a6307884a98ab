import { withoutQuery } from '../../lib/without-query.ts';
import { isAbort, isCutOff, isUntoldExit, isVictim } from '../../model/abort.ts';
import type { Claim, Conclusion, SortedFailure } from '../../model/conclusion.ts';
import type { Correlation } from '../../model/correlation.ts';
import type { ExceptionEvent } from '../../model/event.ts';
import { isLoggingFailure } from '../../model/logging-failure.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import type { Traceback } from '../../model/traceback.ts';
import { labelOf } from '../label.ts';
import { endedUnseen } from './ended-unseen.ts';
import { sortRequest } from './sort-request.ts';

/** An error's traceback and its access line are written within moments of each other. */
const SAME_FAILURE_US = 1_500_000;
const INTERNAL_ERROR = 500;

/** Every failure that is kept, each under exactly one kind. In order of time. */
export function sortFailures(incidents: readonly Conclusion[], correlation: Correlation): readonly SortedFailure[] {
  const errors = applicationErrors(incidents, correlation);
  const requests = correlation.requests.filter(({ status }) => status !== undefined && status >= INTERNAL_ERROR);
  return [
    ...incidents.flatMap(killedBy),
    ...errors.map((error) =>
      asFailure(
        error,
        requests.filter((request) => explains(error, request)),
      ),
    ),
    ...failedRequests(incidents, correlation, errors),
  ].sort((a, b) => a.at - b.at);
}

const isKilled = ({ role, mayBeWhy }: Claim): boolean => role === 'culprit' || role === 'casualty' || mayBeWhy === true;

const killedBy = ({ id, claims, death }: Conclusion): readonly SortedFailure[] =>
  claims
    .filter((claim) => isKilled(claim) && (claim.role === 'casualty' || claim.request || !isListed(claims)))
    .map(({ label, request, evidence, reasons }) => ({
      request,
      kind: 'killed',
      label,
      at: death.goneAt,
      incident: id,
      why: reasons[0] ?? 'it was in the worker that was killed',
      evidence: evidence.slice(0, 1),
    }));

/** A culprit of whom nothing shows which request it was is one of those that are listed already. */
const isListed = (claims: readonly Claim[]): boolean => claims.some(({ role }) => role === 'casualty');

type Raised = Placed<ExceptionEvent>;

function applicationErrors(incidents: readonly Conclusion[], { exceptions }: Correlation): readonly Raised[] {
  const ofEnds = new Set(incidents.flatMap(({ tracebacks }) => tracebacks.map(({ event }) => event)));
  return withoutBareCopies(
    exceptions.filter(({ event }) => !ofEnds.has(event) && !isOfServer(event) && !isOfBoot(event, incidents)),
  );
}

/** What a watchdog, a crash or a log handler printed, and what a worker's end did to whom it took along: no error of the application's. */
const isOfServer = ({ message, traceback }: ExceptionEvent): boolean =>
  isAbort(traceback) ||
  isVictim(traceback) ||
  isLoggingFailure(traceback) ||
  isUnknown(message, traceback) ||
  SERVERS_OWN.test(traceback.chain.at(-1)?.exception ?? '');

/**
 * Of what a paste left of a traceback nobody can say that the application failed: gunicorn's message stands above aborts too
 * (workers/base.py, handle_error).
 */
const isUnknown = (message: string, traceback: Traceback): boolean =>
  isUntoldExit(traceback) || (isCutOff(traceback) && (message === '' || message.startsWith('Error handling request')));

/** Dumps, and what Celery's main process raises for a child that was killed (billiard pool.py). */
const SERVERS_OWN =
  /^(?:StackDump|FatalPythonError|FATAL ERROR)$|^(?:billiard\.exceptions\.)?(?:WorkerLostError|TimeLimitExceeded)$/;

/** Why a worker could not come up, and what its master made of it (gunicorn errors.py). */
const isOfBoot = ({ traceback, message, pid }: ExceptionEvent, incidents: readonly Conclusion[]): boolean =>
  /(?:^|\.)HaltServer$/.test(traceback.chain.at(-1)?.exception ?? '') ||
  (message.startsWith('Exception in worker process') &&
    incidents.some(({ cause, worker }) => cause === 'boot-failure' && worker.pid === pid));

/** One error may be told twice, by a handler that says what failed and by one that gives the bare traceback: each pair is one. */
function withoutBareCopies(raised: readonly Raised[]): readonly Raised[] {
  const titled = raised.filter(({ event }) => event.message !== '');
  const copied = new Set<Raised>();
  return raised.filter((bare) => {
    if (bare.event.message !== '') return true;
    const copy = titled.find((other) => !copied.has(other) && isSameError(bare, other));
    if (copy) copied.add(copy);
    return copy === undefined;
  });
}

const isSameError = (a: Raised, b: Raised): boolean =>
  Math.abs(a.at - b.at) <= SAME_FAILURE_US &&
  (a.event.pid === b.event.pid || a.event.pid === undefined || b.event.pid === undefined) &&
  raisedAs(a) === raisedAs(b);

function raisedAs({ event: { traceback } }: Raised): string {
  const last = traceback.chain.at(-1);
  const frame = last?.frames.at(-1);
  return [last?.exception, last?.message, frame?.file, frame?.line].join(' ');
}

/** `about`: the requests that failed with it, as far as id, pid and moment tell; one alone is named. */
function asFailure({ at, event }: Raised, [about, ...others]: readonly Request[]): SortedFailure {
  const raised = event.message === '' ? (event.traceback.chain.at(-1)?.exception ?? 'an exception') : event.message;
  const request = others.length === 0 ? about : undefined;
  return {
    kind: 'appError',
    request,
    label: request ? `${raised}: ${failureLabel(request)}` : raised,
    at,
    incident: undefined,
    why: 'the application raised an exception and its worker lived on',
    evidence: [event, ...(request?.evidence ?? [])],
  };
}

/** `Exception on /item [GET]`, `Internal Server Error: /item`: the path that a message names. */
const PATH = /(?:^| )(?<path>\/[^\s?[\]]*)/;

function asksSame({ event: { message } }: Raised, { target }: Request): boolean {
  const path = PATH.exec(message)?.groups?.['path'];
  return path === undefined || target === undefined || withoutQuery(target) === path;
}

/** It is the same failure, told as an exception and as how its request ended. */
const explains = (error: Raised, request: Request): boolean => isAbout(error, request) && asksSame(error, request);

const failureLabel = (request: Request): string =>
  [labelOf(request), request.status].filter((part) => part !== undefined).join(' ');

/** Requests that failed and of which no exception tells. */
function failedRequests(
  incidents: readonly Conclusion[],
  correlation: Correlation,
  errors: readonly Raised[],
): readonly SortedFailure[] {
  const { requests, workers } = correlation;
  const isOver = endedUnseen(correlation);
  const killed = new Set(incidents.flatMap(({ claims }) => claims.filter(isKilled).map(({ request }) => request)));
  return requests.flatMap((request) => {
    const verdict = killed.has(request) || isOver(request) ? undefined : sortRequest(request, workers);
    if (!verdict || (isServers(verdict.kind) && errors.some((error) => explains(error, request)))) return [];
    const { endedAt, proxy, startedAt, evidence } = request;
    const at = endedAt ?? proxy?.at ?? startedAt;
    const label = failureLabel(request);
    return at === undefined
      ? []
      : [{ ...verdict, request, label, at, incident: undefined, evidence: evidence.slice(0, 1) }];
  });
}

/** What an exception in the application explains; a client or a proxy that leaves does so on its own. */
const isServers = (kind: SortedFailure['kind']): boolean =>
  kind === 'appError' || kind === 'unexplained' || kind === 'recycled';

/** Ids decide where both state one; else the pid and the moment. */
function isAbout({ at, event: { pid, requestId } }: Raised, request: Request): boolean {
  if (requestId !== undefined && request.id !== undefined) return requestId === request.id;
  const isNear = Math.abs(at - (request.endedAt ?? 0)) <= SAME_FAILURE_US;
  return isNear && (pid === request.pid || pid === undefined || request.pid === undefined);
}
