import type { ExceptionEvent, LifecycleEvent, RequestEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import { isOneAtATime } from '../../model/one-at-a-time.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, micros, MICROS_PER_SECOND } from '../../model/time.ts';
import { deathMoment, type Worker } from '../../model/worker.ts';
import { abortedAs, abortedBy, isErrorsAnswer, type Named, type NamedRequest } from './aborted-requests.ts';
import { haveOneMethod } from './have-one-method.ts';
import { withFactsOf } from './with-facts-of.ts';

/** Supervisors name what was in a worker in the moments around giving it up (uWSGI, core/master_checks.c). */
const NEAR_US = 5_000_000;

interface Told {
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  readonly exceptions: readonly Placed<ExceptionEvent>[];
  readonly workers: readonly Worker[];
}

/**
 * All requests, with those that supervisors name as being in a worker that they ended (uWSGI's HARAKIRI lines, PHP-FPM's timeouts).
 * What the application tells under the same id is of the same request; and so is what a proxy tells of that worker, under the name of the
 * client where the worker takes one at a time, else if it asked for the same.
 */
export function withNamed(requests: readonly Request[], { lifecycle, exceptions, workers }: Told): readonly Request[] {
  const named = namedRequests({ lifecycle, exceptions, workers });
  const areAlone = lifecycle.some(
    ({ event }) => event.by !== undefined && isOneAtATime({ kind: event.by }) && namedIn(event) !== undefined,
  );
  const absorbed = new Map<Request, Request[]>();
  const aborted = abortedAs(named);
  const sameAs = (one: Request): Request | undefined => {
    const same = aborted(one).find((request) => !tellsTwice(absorbed.get(request), one));
    if (same ?? one.endedAt !== undefined) return same;
    if (!one.proxy) return named.find(({ id }) => id !== undefined && id === one.id);
    return named.find((request) => request.worker === one.worker && (areAlone || isSameQuestion(request, one)));
  };
  const others = requests.filter((one) => {
    const same = sameAs(one);
    if (same) absorbed.set(same, [...(absorbed.get(same) ?? []), one]);
    return !same;
  });
  return [...others, ...named.map((request) => (absorbed.get(request) ?? []).reduce<Request>(joinedWith, request))];
}

/** Of one request there is one start and one answer: another of the kind is of another request. */
const tellsTwice = (told: readonly Request[] = [], one: Request): boolean =>
  told.some((other) => isErrorsAnswer(other) === isErrorsAnswer(one));

const isSameQuestion = (a: Request, b: Request): boolean =>
  a.target !== undefined && a.target === b.target && haveOneMethod(a, b);

const joinedWith = (request: Request, line: Request): Request => ({
  ...withFactsOf(request, line),
  startedAt: isErrorsAnswer(line) ? request.startedAt : (line.startedAt ?? request.startedAt),
  proxy: line.proxy ?? request.proxy,
});

function namedRequests({ lifecycle, exceptions, workers }: Told): readonly NamedRequest[] {
  const found: NamedRequest[] = [];
  const abortedIn = abortedBy(exceptions);
  for (const { at, event } of lifecycle) {
    const named = namedIn(event) ?? abortedIn(event, at);
    const worker = named && workerOf(named.pid, at, workers);
    if (!named || worker === undefined) continue;
    const request = toRequest(named, { worker, pid: workers[worker]?.pid, event });
    const known = found.findIndex((other) => isSame(other, request));
    if (known < 0) found.push(request);
    else found[known] = joined(found[known] ?? request, request);
  }
  return found;
}

function namedIn({ step }: LifecycleEvent): Named | undefined {
  if (step.what === 'request-in-flight') return { pid: step.pid, request: step.request, isOverdue: false };
  if (step.what === 'request-timeout')
    return step.request && { pid: undefined, request: step.request, isOverdue: true };
  if (step.what !== 'worker-timeout' || !step.request) return undefined;
  return { pid: step.worker, request: step.request, isOverdue: true };
}

/** The worker of that pid; where none is told, the one that was given up last before that moment. */
function workerOf(pid: number | undefined, at: Micros, workers: readonly Worker[]): number | undefined {
  const ended = workers.flatMap(({ end, pid: their }, index) => {
    const moment = end.how === 'died' ? deathMoment(end.death) : undefined;
    const isNear = moment !== undefined && Math.abs(moment - at) <= NEAR_US;
    return isNear && (pid === undefined || pid === their) ? [{ index, distance: Math.abs(moment - at) }] : [];
  });
  return ended.sort((a, b) => a.distance - b.distance || b.index - a.index)[0]?.index;
}

interface Place {
  readonly worker: number;
  readonly pid: number | undefined;
  readonly event: LifecycleEvent;
}

function toRequest({ request, isOverdue, abortedAt }: Named, { worker, pid, event }: Place): NamedRequest {
  const { id, method, target, since } = request;
  const facts = { id, method, target, status: undefined, durationUs: undefined };
  const { origin, stamp, text } = event;
  const evidence: RequestEvent = { kind: 'request', edge: 'start', origin, stamp, pid, text, facts };
  const startedAt = since === undefined ? undefined : micros(since * MICROS_PER_SECOND);
  const named = { ...facts, pid, host: event.host, worker, startedAt, endedAt: undefined, evidence: [evidence] };
  return {
    ...named,
    ...(isOverdue === undefined ? {} : { isOverdue }),
    ...(abortedAt === undefined ? {} : { abortedAt }),
  };
}

/** harakiri-verbose names a request twice: with its method and start, and with its worker's pid. */
const isSame = (a: Request, b: Request): boolean =>
  a.worker === b.worker &&
  a.target === b.target &&
  haveOneMethod(a, b) &&
  (a.startedAt === undefined || b.startedAt === undefined);

const joined = (a: NamedRequest, b: NamedRequest): NamedRequest => ({
  ...a,
  method: a.method ?? b.method,
  startedAt: a.startedAt ?? b.startedAt,
  evidence: [...a.evidence, ...b.evidence],
});
