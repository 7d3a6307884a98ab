import { isBeside } from '../../model/beside.ts';
import type { ExceptionEvent, LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import { isStated, type Micros } from '../../model/time.ts';
import type { Death, Worker } from '../../model/worker.ts';

const POOL = 'celery';

interface Known {
  readonly workers: readonly Worker[];
  readonly lifecycle: readonly Placed<LifecycleEvent>[];
  readonly exceptions: readonly Placed<ExceptionEvent>[];
}

/** A child of a pool that died. */
interface Loss {
  readonly worker: number;
  readonly host: string | undefined;
  readonly pid: number | undefined;
  readonly goneAt: Micros;
}

/**
 * Gives the tasks that a pool received and that never ended to the children that died. A child has one at a time, and the oldest are
 * under way: as many as the pool has children, the rest waits in the main process (celery 5.2.6, billiard pool.py). Of those, one
 * was in the child that died, and nothing in its log tells which if there are several.
 */
export function placeTasks(
  requests: readonly Request[],
  { workers, lifecycle, exceptions }: Known,
): readonly Request[] {
  const sources = new Set(lifecycle.flatMap(({ event: { by, origin } }) => (by === POOL ? [origin.source] : [])));
  if (sources.size === 0) return requests;
  const failed = new Set(exceptions.flatMap(({ event }) => event.requestId ?? []));
  const isTask = ({ id, pid, startedAt, isOverdue, evidence: [first] }: Request): boolean =>
    !isOverdue &&
    id !== undefined &&
    pid === undefined &&
    startedAt !== undefined &&
    first !== undefined &&
    sources.has(first.origin.source);
  const isLost = ({ id, endedAt }: Request): boolean => endedAt === undefined && !(id !== undefined && failed.has(id));
  const tasks = requests.filter(isTask);
  const overdueIn = new Set(requests.flatMap(({ worker, isOverdue }) => (isOverdue ? [worker] : [])));
  const size = sizeOf(lifecycle);
  const placed = new Map<Request, Pick<Request, 'worker' | 'oneOf'>>();
  for (const loss of lossesIn(workers)) {
    if (overdueIn.has(loss.worker)) continue;
    const open = tasks.filter((task) => !isTaken(placed.get(task)) && isOpenAt(task, loss));
    const running = open.slice(0, size).filter(isLost);
    const meant = running.length > 0 ? running : open.filter(isLost);
    for (const task of meant) placed.set(task, { worker: loss.worker, oneOf: meant.length });
  }
  return requests.map((request) =>
    isTask(request) ? { ...request, worker: undefined, ...placed.get(request) } : request,
  );
}

/** The one that is all that it can have been is in no other. */
const isTaken = (place: Pick<Request, 'oneOf'> | undefined): boolean => place?.oneOf === 1;

const isOpenAt = (task: Request, loss: Loss): boolean =>
  isBeside(task, loss) &&
  (!isStated(loss.goneAt) ||
    ((task.startedAt ?? 0) <= loss.goneAt && (task.endedAt === undefined || task.endedAt > loss.goneAt)));

/** How many children the pool has, as its banner or its command line says. */
function sizeOf(lifecycle: readonly Placed<LifecycleEvent>[]): number | undefined {
  const told = lifecycle.findLast(
    ({ event: { step, by } }) => by === POOL && step.what === 'server-setting' && step.name === 'workers',
  )?.event.step;
  const size = told?.what === 'server-setting' ? Number(told.value) : NaN;
  return Number.isInteger(size) && size > 0 ? size : undefined;
}

const lossesIn = (workers: readonly Worker[]): readonly Loss[] =>
  workers
    .flatMap(({ end, host, pid, told }, worker): readonly Loss[] =>
      end.how === 'died' && isPools(end.death, told) ? [{ worker, host, pid, goneAt: end.death.goneAt }] : [],
    )
    .sort((a, b) => a.goneAt - b.goneAt);

const isPools = ({ cause }: Death, told: Worker['told']): boolean =>
  cause !== 'boot-failure' && told.some(({ event: { by } }) => by === POOL);
