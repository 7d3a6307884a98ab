import { withoutQuery } from '../../lib/without-query.ts';
import type { LifecycleEvent, RequestEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Worker } from '../../model/worker.ts';

/** Ends are known for this long before a death (the close-up of an incident looks back five minutes). */
const LOOK_BACK_US = 240 * MICROS_PER_SECOND;
/** The server's lines have whole seconds. */
const SLACK_US = 1_200_000;

/** So many starts without an end may all be open. */
const FEW = 6;
/** Of the starts at least so many have an end where the log tells ends at all: most requests are over soon. */
const LEAST_ENDED = 0.5;

/** A request's start as gunicorn tells it at log level debug: method and path, no id, and no end. */
interface Start {
  readonly at: Micros;
  readonly pid: number;
  readonly method: string;
  readonly path: string;
  /** Index of the dying worker that it ran in; `undefined` for one that lived on. */
  readonly worker: number | undefined;
  /** No end of it can be later than its worker's. */
  readonly goneAt: number;
  readonly event: LifecycleEvent;
}

interface Known {
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  readonly workers: readonly Worker[];
  /** What applications and access lines tell of requests; and, of the same, proxies, which know how long they took. */
  readonly requests: () => Besides;
}

/** What other lines tell of requests. */
export interface Besides {
  readonly told: readonly Request[];
  /** A proxy alone tells of these, and that it had no answer. */
  readonly unanswered: readonly Request[];
}

/**
 * Requests of which only the server told the start: those that had begun in a worker before it died, and of which no other
 * line tells, nor an end. A sync worker is in one request at a time: only its last start counts. Where hardly any end is told, no start
 * tells who was open.
 */
export function serverStarts({ lifecycle, workers, requests }: Known): readonly Request[] {
  const isSync = lifecycle.some(({ event: { step } }) => isSyncSetting(step));
  const starts = lifecycle.flatMap((placed) => startIn(placed, workers) ?? []);
  if (starts.length === 0) return [];
  const left = new Set(isSync ? starts.filter((start) => start.worker === undefined || isLast(start, starts)) : starts);
  const { told, unanswered } = requests();
  for (const request of told.filter(isTold)) forget(left, nearest(left, request));
  const others = told.filter((one) => !isTold(one));
  // Who got no answer had a start as well, which is no other's; its end is not known.
  const [free, lost] = [new Set(left), new Set(unanswered)];
  for (const request of [...others, ...unanswered].toSorted(byStart)) {
    const start = first(free, request);
    forget(free, start);
    if (!lost.has(request)) forget(left, start);
  }
  for (const request of others.toSorted(byEnd)) forget(left, ended(left, request));
  const tellsEnds = isSync || starts.length <= FEW || left.size <= starts.length * (1 - LEAST_ENDED);
  return tellsEnds ? [...left].filter(({ worker }) => worker !== undefined).map(toRequest) : [];
}

const isSyncSetting = (step: LifecycleEvent['step']): boolean =>
  step.what === 'server-setting' && step.name === 'worker_class' && step.value === 'sync';

function startIn({ at, event }: Placed<LifecycleEvent>, workers: readonly Worker[]): Start | undefined {
  const { step, pid } = event;
  if (step.what !== 'request-started' || pid === undefined) return undefined;
  const found = workers.findIndex((worker) => worker.pid === pid && diesSoon(worker, at));
  const worker = found < 0 ? undefined : found;
  return { at, pid, method: step.method, path: step.target, worker, goneAt: goneAt(workers[found]), event };
}

const goneAt = (worker: Worker | undefined): number =>
  worker?.end.how === 'died' ? worker.end.death.goneAt : Number.POSITIVE_INFINITY;

const diesSoon = ({ bootedAt, end }: Worker, at: Micros): boolean =>
  end.how === 'died' &&
  at >= (bootedAt ?? at) - SLACK_US &&
  at <= end.death.goneAt + SLACK_US &&
  at >= end.death.goneAt - LOOK_BACK_US;

const isLast = (start: Start, starts: readonly Start[]): boolean =>
  starts.findLast(({ worker }) => worker === start.worker) === start;

const isTold = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start');

const byStart = (a: Request, b: Request): number => (a.startedAt ?? 0) - (b.startedAt ?? 0);
const byEnd = (a: Request, b: Request): number => (a.endedAt ?? 0) - (b.endedAt ?? 0);

const forget = (left: Set<Start>, start: Start | undefined): void => {
  if (start) left.delete(start);
};

const isSameWork = (start: Start, { pid, method, target }: Request): boolean =>
  target !== undefined &&
  withoutQuery(target) === start.path &&
  (method === undefined || method === start.method) &&
  (pid === undefined || pid === start.pid);

/** The start that lies nearest to that of a request, of which a line of its own tells the moment. */
function nearest(left: ReadonlySet<Start>, request: Request): Start | undefined {
  const { startedAt } = request;
  if (startedAt === undefined) return undefined;
  const distance = ({ at }: Start): number => Math.abs(at - startedAt);
  return startsNear(left, request, startedAt).sort((a, b) => distance(a) - distance(b))[0];
}

/**
 * The first of the starts that a request may have, where its duration leads to the moment: taken so in the order in which requests began,
 * as many of them as can be find one.
 */
function first(left: ReadonlySet<Start>, request: Request): Start | undefined {
  const { startedAt } = request;
  return startedAt === undefined ? undefined : startsNear(left, request, startedAt).sort((a, b) => a.at - b.at)[0];
}

const startsNear = (left: ReadonlySet<Start>, request: Request, startedAt: Micros): Start[] =>
  [...left].filter((start) => isSameWork(start, request) && Math.abs(start.at - startedAt) <= SLACK_US);

/**
 * The start of a request of which an access line tells the end alone. Any may be it of those whose worker was there: the newest is
 * likeliest, as most are quick and the stuck one stays.
 */
function ended(left: ReadonlySet<Start>, request: Request): Start | undefined {
  const { endedAt, startedAt } = request;
  if (endedAt === undefined || startedAt !== undefined) return undefined;
  const open = [...left].filter((start) => isSameWork(start, request) && mayEndAt(start, endedAt));
  return open.toSorted((a, b) => a.at - b.at).at(-1);
}

const mayEndAt = ({ at, goneAt: latest }: Start, endedAt: number): boolean =>
  at <= endedAt + SLACK_US && endedAt <= latest + SLACK_US;

function toRequest({ at, pid, method, path, worker, event }: Start): Request {
  const facts = { id: undefined, method, target: path, status: undefined, durationUs: undefined };
  const { origin, stamp, text } = event;
  const evidence: RequestEvent = { kind: 'request', edge: 'start', origin, stamp, pid, text, facts };
  return { ...facts, pid, host: event.host, worker, startedAt: at, endedAt: undefined, evidence: [evidence] };
}
