import { isAbort, isVictim } from '../../model/abort.ts';
import { groupedBy } from '../../lib/grouped.ts';
import { namedWord } from '../../lib/named-word.ts';
import type { ExceptionEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { Request } from '../../model/request.ts';
import type { Micros } from '../../model/time.ts';

/** The moment at which a request was ended from outside, by a record of its own. */
export interface CutOff {
  readonly at: Micros;
  /** It was running as the abort came: its master had just given the worker up. Others end as the worker leaves. */
  readonly byAbort: boolean;
}

/** Tells of requests that never ended when their own tracebacks show them ended from outside. */
export function cutOffs(
  requests: readonly Request[],
  exceptions: readonly Placed<ExceptionEvent>[],
): (request: Request) => CutOff | undefined {
  const ids = new Set(requests.flatMap(({ id, endedAt }) => (id === undefined || endedAt !== undefined ? [] : [id])));
  const ended = exceptions.filter(({ event: { traceback } }) => isAbort(traceback) || isVictim(traceback));
  const byId = groupedBy(ended, ({ event }) => event.requestId ?? namedWord(event.message, ids));
  return ({ id, startedAt = 0 }) => {
    const own = id === undefined ? undefined : byId.get(id)?.find(({ at }) => at >= startedAt);
    return own && { at: own.at, byAbort: isAbort(own.event.traceback) };
  };
}
