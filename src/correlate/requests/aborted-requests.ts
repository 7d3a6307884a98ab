import { groupedBy } from '../../lib/grouped.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import { isAbort, isBareExit } from '../../model/abort.ts';
import type { ExceptionEvent, LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { InFlight } from '../../model/lifecycle.ts';
import type { Request } from '../../model/request.ts';
import type { Micros } from '../../model/time.ts';
import { haveOneMethod } from './have-one-method.ts';

/** The abort and the error's access line are written with whole seconds. */
const ANSWERED_WITHIN_US = 1_500_000;
const INTERNAL_ERROR = 500;

/** What a line of a server says of a request in a worker. */
export interface Named {
  readonly pid: number | undefined;
  readonly request: InFlight;
  /** Absent where it was merely at work as its worker was given up. */
  readonly isOverdue?: boolean;
  readonly abortedAt?: Micros;
}

/** A request that a server names. */
export interface NamedRequest extends Request {
  /** When the abort of its worker found it running, where that is why it is named. */
  readonly abortedAt?: Micros;
}

/**
 * Tells of the request that an abort interrupted, by the record above its traceback: `Error handling request GET /feed` (gunicorn
 * workers/sync.py handle, 22.0.0 on).
 */
export function abortedBy(
  exceptions: readonly Placed<ExceptionEvent>[],
): (event: LifecycleEvent, at: Micros) => Named | undefined {
  const aborts = new Set(
    exceptions.flatMap(({ event: { traceback, origin } }) =>
      isAbort(traceback) || isBareExit(traceback) ? placeOf(origin) : [],
    ),
  );
  return ({ step, pid, origin }, abortedAt) => {
    if (step.what !== 'request-failed' || step.target === undefined || pid === undefined) return undefined;
    const request = { id: undefined, method: undefined, target: step.target, since: undefined };
    return aborts.has(placeOf(origin)) ? { pid, abortedAt, request } : undefined;
  };
}

const placeOf = ({ source, line }: LifecycleEvent['origin']): string => `${String(source)}:${String(line)}`;

/** The access line of a failed request says 500, and how long the answer to its error took (gunicorn workers/base.py handle_error). */
export const isErrorsAnswer = ({ status, evidence }: Request): boolean =>
  status === INTERNAL_ERROR && evidence.every(({ edge }) => edge === 'whole');

/** For each request those that aborts interrupted and that it may be. */
export function abortedAs(named: readonly NamedRequest[]): (one: Request) => readonly NamedRequest[] {
  const byPath = groupedBy(
    named.filter(({ abortedAt }) => abortedAt !== undefined),
    ({ target = '' }) => withoutQuery(target),
  );
  return (one) => {
    if (byPath.size === 0 || one.target === undefined) return [];
    return (byPath.get(withoutQuery(one.target)) ?? []).filter((request) => isAborted(request, one));
  };
}

/**
 * The same as the one that an abort interrupted: its start, or the 500 with which it was answered at that moment. Where the answer had
 * begun by then, a line of its own tells the status that was sent, and how long it really took (gunicorn 21 on; measured with 23 and 26.2):
 * that is the same as well.
 */
function isAborted(named: NamedRequest, one: Request): boolean {
  const { abortedAt, worker, pid } = named;
  if (abortedAt === undefined || (one.pid ?? pid) !== pid || !isForSame(named, one)) return false;
  if (one.endedAt === undefined) return one.worker === worker && !one.proxy;
  if (Math.abs(one.endedAt - abortedAt) > ANSWERED_WITHIN_US) return false;
  return isErrorsAnswer(one) || (one.worker === worker && isAnswerBegun(one, abortedAt));
}

/** Nothing of a worker that was held ends in the moment in which that ends, but what held it: it began long before. */
const isAnswerBegun = ({ startedAt, evidence }: Request, abortedAt: Micros): boolean =>
  startedAt !== undefined &&
  startedAt < abortedAt - ANSWERED_WITHIN_US &&
  evidence.some(({ edge }) => edge === 'whole');

/** Debug starts and `%(U)s` state no query. */
const isForSame = (named: Request, one: Request): boolean =>
  named.target !== undefined &&
  (named.target === one.target || withoutQuery(named.target) === one.target) &&
  haveOneMethod(named, one);
