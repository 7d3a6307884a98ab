import { isBeside } from '../model/beside.ts';
import type { Correlation } from '../model/correlation.ts';
import type { Request } from '../model/request.ts';
import type { Death, Worker } from '../model/worker.ts';
import { latestStart } from './latest-start.ts';
import { serversByHost } from './servers-by-host.ts';

/** An end that may have taken requests with it, and the last moment at which its worker can have taken one. */
interface Loss {
  readonly index: number;
  readonly worker: Worker;
  readonly death: Death;
  readonly lastStartAt: number;
}

/** A worker that just died took requests to the last, and deaths are logged with whole seconds. */
const SLACK_US = 1_000_000;

/**
 * Requests whose log names no pid were given to the end that came next. Whose worker stood still by then, as is known once its timeout is,
 * can have taken none of those that began meanwhile: they are of the next end that could, if there is one.
 */
export function handedOn(correlation: Correlation): Correlation {
  const serverFor = serversByHost(correlation);
  const losses = correlation.workers
    .flatMap((worker, index): readonly Loss[] => {
      const death = worker.end.how === 'died' ? worker.end.death : undefined;
      if (!death || death.cause === 'boot-failure') return [];
      const lastStartAt = Math.min(latestStart(death, serverFor(worker)), death.goneAt + SLACK_US);
      return [{ index, worker, death, lastStartAt }];
    })
    .sort((a, b) => a.death.goneAt - b.death.goneAt);
  const placeOf = new Map(losses.map(({ index }, place) => [index, place]));
  const handOn = (request: Request): Request => {
    const place = request.worker === undefined || !isPlacedByOrder(request) ? undefined : placeOf.get(request.worker);
    const next = place === undefined ? undefined : nextThatCould(request, losses, place);
    return next ? { ...request, worker: next.index, rivals: 0 } : request;
  };
  return { ...correlation, requests: correlation.requests.map(handOn) };
}

const isPlacedByOrder = ({ pid, endedAt, startedAt, proxy }: Request): boolean =>
  pid === undefined && endedAt === undefined && startedAt !== undefined && proxy === undefined;

/** `undefined` if the worker that has it could have taken it, or no later one could. */
function nextThatCould(request: Request, losses: readonly Loss[], place: number): Loss | undefined {
  const { startedAt = 0 } = request;
  if ((losses[place]?.lastStartAt ?? Infinity) >= startedAt) return undefined;
  return losses
    .slice(place + 1, place + 1 + MOST_ENDS)
    .find(
      ({ worker, lastStartAt }) =>
        lastStartAt >= startedAt && (worker.bootedAt ?? 0) <= startedAt && isBeside(request, worker),
    );
}

/** Where so many ends follow each other, nothing tells any more which it was. */
const MOST_ENDS = 8;
