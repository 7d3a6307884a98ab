import { withoutQuery } from '../../lib/without-query.ts';
import type { LifecycleEvent, RequestEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Worker } from '../../model/worker.ts';
import { openStarts, type Start } from './open-starts.ts';

/** Ends are known for this long before a death (the close-up of an incident looks back five minutes). */
const LOOK_BACK_US = 240 * MICROS_PER_SECOND;
/** The server's lines have whole seconds. */
const SLACK_US = 1_200_000;

/** So many starts without an end may all be open. */
const FEW = 6;
/** Of the starts at least so many have an end where the log tells ends at all: most requests are over soon. */
const LEAST_ENDED = 0.5;
/** Below this a start says nothing of who was open: there are many such, and nearly all of them have ended. */
const HARDLY = 0.2;

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
 * line tells, nor surely an end. A sync worker is in one request at a time: only its last start counts. Where hardly any end is told, no
 * start tells who was open.
 */
export function serverStarts({ lifecycle, workers, requests }: Known): readonly Request[] {
  const isSync = lifecycle.some(({ event: { step } }) => isSyncSetting(step));
  const starts = startsIn(lifecycle, workers, isSync);
  if (starts.length === 0) return [];
  const left = new Set(isSync ? starts.filter((start) => start.worker === undefined || isLast(start, starts)) : starts);
  const { told, unanswered } = requests();
  for (const request of told.filter(isTold).toSorted(byStart)) forget(left, first(left, request));
  const others = told.filter((one) => !isTold(one));
  // Who got no answer had a start as well, which is no other's; its end is not known.
  const [free, lost] = [new Set(left), new Set(unanswered)];
  for (const request of [...others, ...unanswered].toSorted(byStart)) {
    const start = first(free, request);
    forget(free, start);
    if (!lost.has(request)) forget(left, start);
  }
  const open = openStarts(
    [...left],
    others.filter(({ startedAt }) => startedAt === undefined),
  );
  const opened = [...open.values()].reduce((sum, chance) => sum + chance, 0);
  const tellsEnds = isSync || starts.length <= FEW || opened <= starts.length * (1 - LEAST_ENDED);
  return tellsEnds
    ? [...open].flatMap(([start, chance]) => (mayTell(start, chance) ? [toRequest(start, chance)] : []))
    : [];
}

const mayTell = ({ worker }: Start, chance: number): boolean => worker !== undefined && chance >= HARDLY;

const isSyncSetting = (step: LifecycleEvent['step']): boolean =>
  step.what === 'server-setting' && step.name === 'worker_class' && step.value === 'sync';

function startsIn(lifecycle: Known['lifecycle'], workers: readonly Worker[], isSync: boolean): readonly Start[] {
  const timeoutUs = timeoutIn(lifecycle);
  const starts = lifecycle.flatMap((placed) => startIn(placed, workers, timeoutUs) ?? []);
  if (!isSync) return starts;
  const next = new Map<number, number>();
  return starts
    .toReversed()
    .map((start) => {
      const latestEnd = Math.min(start.latestEnd, next.get(start.pid) ?? Infinity);
      next.set(start.pid, start.at);
      return { ...start, latestEnd };
    })
    .reverse();
}

/** How long workers stand still before they are missed, where that is stated: with the starts, at level debug, it is. */
function timeoutIn(lifecycle: Known['lifecycle']): number | undefined {
  const stated = lifecycle.flatMap(({ event: { step } }) =>
    step.what === 'server-setting' && step.name === 'timeout' ? [Number(step.value)] : [],
  );
  const seconds = stated.at(-1);
  return seconds !== undefined && seconds > 0 ? seconds * MICROS_PER_SECOND : undefined;
}

function startIn(
  { at, event }: Placed<LifecycleEvent>,
  workers: readonly Worker[],
  timeoutUs: number | undefined,
): Start | undefined {
  const { step, pid } = event;
  if (step.what !== 'request-started' || pid === undefined) return undefined;
  const found = workers.findIndex((worker) => worker.pid === pid && diesSoon(worker, at));
  const worker = found < 0 ? undefined : found;
  const { goneAt, missedAt } = endIn(workers[found]);
  const held = { heldFrom: missedAt - (timeoutUs ?? 0), missedAt };
  return { at, pid, method: step.method, path: step.target, worker, goneAt, latestEnd: goneAt, ...held, event };
}

function endIn(worker: Worker | undefined): { readonly goneAt: number; readonly missedAt: number } {
  if (worker?.end.how !== 'died') return { goneAt: Infinity, missedAt: Infinity };
  const { goneAt, timeoutAt } = worker.end.death;
  return { goneAt, missedAt: timeoutAt ?? Infinity };
}

const diesSoon = ({ bootedAt, end }: Worker, at: Micros): boolean =>
  end.how === 'died' &&
  at >= (bootedAt ?? at) - SLACK_US &&
  at <= end.death.goneAt + SLACK_US &&
  at >= end.death.goneAt - LOOK_BACK_US;

const isLast = (start: Start, starts: readonly Start[]): boolean =>
  starts.findLast(({ worker }) => worker === start.worker) === start;

const isTold = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start');

const byStart = (a: Request, b: Request): number => (a.startedAt ?? 0) - (b.startedAt ?? 0);

const forget = (left: Set<Start>, start: Start | undefined): void => {
  if (start) left.delete(start);
};

const isSameWork = (start: Start, { pid, method, target }: Request): boolean =>
  target !== undefined &&
  withoutQuery(target) === start.path &&
  (method === undefined || method === start.method) &&
  (pid === undefined || pid === start.pid);

/**
 * The first of the starts that a request may have, by a line of its own or where its duration leads to the moment: taken so in the order in
 * which requests began, as many of them as can be find one. The server's seconds are cut off: the nearest is often that of the next.
 */
function first(left: ReadonlySet<Start>, request: Request): Start | undefined {
  const { startedAt } = request;
  return startedAt === undefined ? undefined : startsNear(left, request, startedAt).sort((a, b) => a.at - b.at)[0];
}

const startsNear = (left: ReadonlySet<Start>, request: Request, startedAt: Micros): Start[] =>
  [...left].filter((start) => isSameWork(start, request) && Math.abs(start.at - startedAt) <= SLACK_US);

function toRequest({ at, pid, method, path, worker, event }: Start, chance: number): Request {
  const facts = { id: undefined, method, target: path, status: undefined, durationUs: undefined };
  const { origin, stamp, text } = event;
  const evidence: RequestEvent = { kind: 'request', edge: 'start', origin, stamp, pid, text, facts };
  const doubt = chance < 1 ? { stillOpen: chance } : {};
  return { ...facts, pid, host: event.host, worker, startedAt: at, endedAt: undefined, ...doubt, evidence: [evidence] };
}
