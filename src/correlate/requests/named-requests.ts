import type { LifecycleEvent, RequestEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { InFlight } from '../../model/lifecycle.ts';
import { isOneAtATime } from '../../model/one-at-a-time.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, micros, MICROS_PER_SECOND } from '../../model/time.ts';
import { deathMoment, type Worker } from '../../model/worker.ts';
import { haveOneMethod } from './have-one-method.ts';
import { withFactsOf } from './with-facts-of.ts';

/** Supervisors name what was in a worker in the moments around giving it up (uWSGI, core/master_checks.c). */
const NEAR_US = 5_000_000;

/**
 * All requests, with those that supervisors name as being in a worker that they ended (uWSGI's HARAKIRI lines, PHP-FPM's timeouts).
 * What the application tells under the same id is of the same request; and so is what a proxy tells of that worker, under the name of the
 * client where the worker takes one at a time, else if it asked for the same.
 */
export function withNamed(
  requests: readonly Request[],
  lifecycle: readonly Placed<LifecycleEvent>[],
  workers: readonly Worker[],
): readonly Request[] {
  const named = namedRequests(lifecycle, workers);
  const areAlone = lifecycle.some(
    ({ event }) => event.by !== undefined && isOneAtATime({ kind: event.by }) && namedIn(event) !== undefined,
  );
  const sameAs = (one: Request): Request | undefined => {
    if (one.endedAt !== undefined) return undefined;
    if (!one.proxy) return named.find(({ id }) => id !== undefined && id === one.id);
    return named.find((request) => request.worker === one.worker && (areAlone || isSameQuestion(request, one)));
  };
  const absorbed = new Map<Request, Request>();
  const others = requests.filter((one) => {
    const same = sameAs(one);
    if (same) absorbed.set(same, one);
    return !same;
  });
  return [...others, ...named.map((request) => joinedWith(request, absorbed.get(request)))];
}

const isSameQuestion = (a: Request, b: Request): boolean =>
  a.target !== undefined && a.target === b.target && haveOneMethod(a, b);

const joinedWith = (request: Request, line: Request | undefined): Request =>
  line ? { ...withFactsOf(request, line), startedAt: line.startedAt ?? request.startedAt, proxy: line.proxy } : request;

function namedRequests(lifecycle: readonly Placed<LifecycleEvent>[], workers: readonly Worker[]): readonly Request[] {
  const found: Request[] = [];
  for (const { at, event } of lifecycle) {
    const named = namedIn(event);
    const worker = named && workerOf(named.pid, at, workers);
    if (!named || worker === undefined) continue;
    const request = toRequest(named, { worker, pid: workers[worker]?.pid, event });
    const known = found.findIndex((other) => isSame(other, request));
    if (known < 0) found.push(request);
    else found[known] = joined(found[known] ?? request, request);
  }
  return found;
}

interface Named {
  readonly pid: number | undefined;
  readonly request: InFlight;
  readonly isOverdue: boolean;
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

function toRequest({ request, isOverdue }: Named, { worker, pid, event }: Place): Request {
  const { id, method, target, since } = request;
  const facts = { id, method, target, status: undefined, durationUs: undefined };
  const { origin, stamp, text } = event;
  const evidence: RequestEvent = { kind: 'request', edge: 'start', origin, stamp, pid, text, facts };
  const startedAt = since === undefined ? undefined : micros(since * MICROS_PER_SECOND);
  return { ...facts, pid, host: event.host, worker, isOverdue, startedAt, endedAt: undefined, evidence: [evidence] };
}

/** harakiri-verbose names a request twice: with its method and start, and with its worker's pid. */
const isSame = (a: Request, b: Request): boolean =>
  a.worker === b.worker &&
  a.target === b.target &&
  haveOneMethod(a, b) &&
  (a.startedAt === undefined || b.startedAt === undefined);

const joined = (a: Request, b: Request): Request => ({
  ...a,
  method: a.method ?? b.method,
  startedAt: a.startedAt ?? b.startedAt,
  evidence: [...a.evidence, ...b.evidence],
});
