import { isBeside } from '../model/beside.ts';
import { groupedBy } from '../lib/grouped.ts';
import { namedWord } from '../lib/named-word.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { Request } from '../model/request.ts';

/** The requests and exceptions of a case, by what they are asked for: a bad night has very many. */
export interface RequestsBy {
  worker(index: number): readonly Request[];
  /** All tries of one request, in order. */
  id(id: string): readonly Request[];
  /** Exceptions under its id; another try of it, in another process, has its own. */
  exceptionsOf(request: Request): readonly Placed<ExceptionEvent>[];
}

export function requestsBy({ requests, exceptions }: Pick<Correlation, 'requests' | 'exceptions'>): RequestsBy {
  const byWorker = groupedBy(requests, ({ worker }) => worker);
  const byId = groupedBy(requests, ({ id }) => id);
  const exceptionsById = groupedBy(exceptions, ({ event }) => event.requestId ?? namedWord(event.message, byId));
  return {
    worker: (index) => byWorker.get(index) ?? [],
    id: (id) => byId.get(id) ?? [],
    exceptionsOf: (request) =>
      request.id === undefined
        ? []
        : (exceptionsById.get(request.id) ?? []).filter(({ event }) => mayBeOfOne(event, request)),
  };
}

/** True unless both name a process, or a machine, and not the same. */
const mayBeOfOne = (event: ExceptionEvent, request: Request): boolean =>
  (event.pid === undefined || request.pid === undefined || event.pid === request.pid) && isBeside(event, request);
