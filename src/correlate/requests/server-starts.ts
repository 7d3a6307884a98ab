import { groupedBy } from '../../lib/grouped.ts';
import { lasting } from '../../lib/lasting.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import type { LifecycleEvent, RequestEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Worker } from '../../model/worker.ts';
import { openByClosings, withinClosings } from './closings.ts';
import { openStarts, type Start } from './open-starts.ts';
import { isOutwaited } from './outwaited.ts';
import { openFront } from './seen-in-front.ts';
import { threadsIn, withinPool } from './thread-pool.ts';

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
  const left = new Set(isSync ? lastOfEach(starts) : starts);
  const near = nearBy([...left]);
  const { told, unanswered } = requests();
  for (const request of told.filter(isTold).toSorted(byStart)) forget(left, near(request, left)[0]);
  const others = told.filter((one) => !isTold(one));
  // Who got no answer had a start as well, which is no other's; its end is not known.
  const [free, lost] = [new Set(left), new Set(unanswered)];
  const inFront = openFront();
  const take = (request: Request, start: Start | undefined): void => {
    forget(free, start);
    inFront.hear(request, start);
    if (!lost.has(request)) forget(left, start);
  };
  // Taken in the order in which requests began, as many of them as can be find a start.
  const queued = [...others, ...unanswered].toSorted(byStart).filter((request) => {
    const start = ownStart(near(request, free), request);
    if (start) take(request, start);
    return !start;
  });
  for (const request of queued) take(request, startAfterQueue(near(request, free, request.proxy?.at), request));
  const open = openStarts(
    [...left].filter(inFront.mayBeOpen),
    others.filter(({ startedAt }) => startedAt === undefined),
  );
  const closed = isSync ? undefined : openByClosings(starts, lifecycle);
  const likely = withinClosings(open, closed);
  if (!isSync && !closed && !areMostlyEnded(starts, likely)) return [];
  return [...withinPool(likely, threadsIn(lifecycle))].flatMap(([start, chance]) =>
    mayTell(start, chance) ? [toRequest(start, chance, inFront.seenAs(start))] : [],
  );
}

function areMostlyEnded(starts: readonly Start[], open: ReadonlyMap<Start, number>): boolean {
  const opened = [...open.values()].reduce((sum, chance) => sum + chance, 0);
  return starts.length <= FEW || opened <= starts.length * (1 - LEAST_ENDED);
}

const mayTell = ({ worker }: Start, chance: number): boolean => worker !== undefined && chance >= HARDLY;

const isSyncSetting = (step: LifecycleEvent['step']): boolean =>
  step.what === 'server-setting' && step.name === 'worker_class' && step.value === 'sync';

function startsIn(lifecycle: Known['lifecycle'], workers: readonly Worker[], isSync: boolean): readonly Start[] {
  const timeoutUs = timeoutIn(lifecycle);
  const lives = groupedBy([...workers.entries()], ([, { pid }]) => pid);
  const starts = lifecycle.flatMap((placed) => startIn(placed, lives, timeoutUs) ?? []);
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

type Lives = ReadonlyMap<number | undefined, readonly (readonly [index: number, worker: Worker])[]>;

function startIn(
  { at, event }: Placed<LifecycleEvent>,
  lives: Lives,
  timeoutUs: number | undefined,
): Start | undefined {
  const { step, pid } = event;
  if (step.what !== 'request-started' || pid === undefined) return undefined;
  const [worker, dying] = lives.get(pid)?.find((life) => diesSoon(life[1], at)) ?? [];
  const { goneAt, missedAt } = endIn(dying);
  const latestEnd = dying ? goneAt : at + LOOK_BACK_US;
  const held = { heldFrom: missedAt - (timeoutUs ?? 0), missedAt };
  return { at, pid, method: step.method, path: step.target, worker, goneAt, latestEnd, ...held, event };
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

/** The last start of each worker that died, and all of those that lived on. */
function lastOfEach(starts: readonly Start[]): readonly Start[] {
  const last = new Map(starts.map((start) => [start.worker, start]));
  return starts.filter((start) => start.worker === undefined || last.get(start.worker) === start);
}

const isTold = ({ evidence }: Request): boolean => evidence.some(({ edge }) => edge === 'start');

const byStart = (a: Request, b: Request): number => (a.startedAt ?? 0) - (b.startedAt ?? 0);

const forget = (left: Set<Start>, start: Start | undefined): void => {
  if (start) left.delete(start);
};

/** The first of them; of what was lost with a worker rather one of that. */
const ownStart = (starts: readonly Start[], request: Request): Start | undefined =>
  starts.find((start) => endsWith(start, request)) ?? starts[0];

/** What waited in the queue, while no worker took anything up, begins when one does; what was lost then began in the worker that went. */
const startAfterQueue = (starts: readonly Start[], request: Request): Start | undefined =>
  starts.find((start) => request.proxy?.outcome !== 'lost' || endsWith(start, request));

/** Its worker was gone when the proxy lost the connection. */
const endsWith = ({ goneAt }: Start, { proxy }: Request): boolean =>
  proxy?.outcome === 'lost' && Math.abs(proxy.at - goneAt) <= SLACK_US;

const isSameWork = (start: Start, { pid, method }: Request): boolean =>
  (method === undefined || method === start.method) && (pid === undefined || pid === start.pid);

/**
 * Of the starts that are left, those that a request may have by its path and moment, in order of time: where requests take the first in
 * the order in which they began, as many of them as can be find one. The server's seconds are cut off: the nearest is often that of the next.
 * `until`: it may have begun as late as that.
 */
function nearBy(
  starts: readonly Start[],
): (request: Request, left: ReadonlySet<Start>, until?: Micros) => readonly Start[] {
  const byPath = new Map(
    [...groupedBy(starts, ({ path }) => path)].map(([path, theirs]) => [
      path,
      lasting(theirs, ({ at }) => ({ from: at - SLACK_US, to: at + SLACK_US })),
    ]),
  );
  return (request, left, until) => {
    const { startedAt, target } = request;
    const near = target === undefined ? undefined : byPath.get(withoutQuery(target));
    if (startedAt === undefined || !near) return [];
    return near(startedAt, until ?? startedAt).filter(
      (start) => left.has(start) && isSameWork(start, request) && !isOutwaited(start, request),
    );
  };
}

/** `seen`: what a proxy in front tells of the same. */
function toRequest(
  { at, pid, method, path, worker, event }: Start,
  chance: number,
  seen: Request | undefined,
): Request {
  const { id, target = path } = seen ?? {};
  const facts = { id, method, target, status: undefined, durationUs: undefined };
  const { origin, stamp, text } = event;
  const evidence: RequestEvent = { kind: 'request', edge: 'start', origin, stamp, pid, text, facts };
  const doubt = chance < 1 ? { stillOpen: chance } : {};
  return { ...facts, pid, host: event.host, worker, startedAt: at, endedAt: undefined, ...doubt, evidence: [evidence] };
}
