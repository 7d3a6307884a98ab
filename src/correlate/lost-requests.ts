import type { Request } from '../model/request.ts';
import type { Micros } from '../model/time.ts';
import type { Worker } from '../model/worker.ts';

/** Deaths are logged with whole seconds: a request may seem younger than its worker's death. */
const SLACK_US = 1_000_000;
/** Deaths closer to each other than this cannot be told apart by the order of lines alone. */
const APART_US = 3_000_000;
/** A request that is older was lost in some other way. */
const OLDEST_US = 600_000_000;

/** The end of a worker that may have taken requests with it. */
interface Loss {
  readonly worker: number;
  readonly bootedAt: Micros | undefined;
  readonly timeoutAt: Micros | undefined;
  readonly goneAt: Micros;
}

/**
 * Gives requests whose log names no pid to the worker that died next, if they never ended: all others did end, or would
 * have been lost earlier. Where two workers died within moments of each other, nobody is named.
 */
export function placeLostRequests(requests: readonly Request[], workers: readonly Worker[]): readonly Request[] {
  const losses = workers.flatMap(({ end, bootedAt }, worker): readonly Loss[] =>
    end.how === 'died' && end.death.cause !== 'boot-failure'
      ? [{ worker, bootedAt, timeoutAt: end.death.timeoutAt, goneAt: end.death.goneAt }]
      : [],
  );
  return requests.map((request) => {
    const startedAt = isLost(request) ? request.startedAt : undefined;
    const worker = startedAt === undefined ? undefined : lossOf(startedAt, losses)?.worker;
    return worker === undefined ? request : { ...request, worker };
  });
}

const isLost = ({ pid, worker, endedAt }: Request): boolean =>
  pid === undefined && worker === undefined && endedAt === undefined;

/** A worker that its master misses has stood still for a second at least, and takes nothing new while it is being ended. */
const lastStart = ({ timeoutAt, goneAt }: Loss): number => timeoutAt ?? goneAt + SLACK_US;

function lossOf(startedAt: Micros, losses: readonly Loss[]): Loss | undefined {
  const [next, other] = losses
    .filter((loss) => (loss.bootedAt ?? 0) - SLACK_US <= startedAt && startedAt <= lastStart(loss))
    .sort((a, b) => a.goneAt - b.goneAt);
  if (!next || next.goneAt - startedAt > OLDEST_US) return undefined;
  return other && other.goneAt - next.goneAt < APART_US ? undefined : next;
}
