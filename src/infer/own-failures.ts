import { groupedBy } from '../lib/grouped.ts';
import { namedWord } from '../lib/named-word.ts';
import { withoutQuery } from '../lib/without-query.ts';
import { isEnded } from '../model/abort.ts';
import { isBeside } from '../model/beside.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import { gaveUp, type Request } from '../model/request.ts';
import { unitUs } from '../model/time.ts';

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** The lowest status that tells of a failure. */
const BAD_REQUEST = 400;

/** Two records of one failure are written one after the other. */
const BESIDE_US = 20_000;

/**
 * Requests without end that failed by themselves: an exception of their process names what they asked for, and no id. Where one for the
 * same ended at that moment, the exception is told beside its end; else, as with ends, the newest start takes it, since what is
 * stuck stays stuck.
 */
export function failedByTarget({ requests, exceptions }: Pick<Correlation, 'requests' | 'exceptions'>): Set<Request> {
  const taken = new Set<Request>();
  const ids = new Set(requests.flatMap(({ id }) => id ?? []));
  const theirs = groupedBy(requests.filter(isNamedByTarget), ({ pid }) => pid);
  for (const exception of exceptions) {
    const { pid, requestId, message, traceback } = exception.event;
    if ((requestId ?? namedWord(message, ids)) !== undefined || isEnded(traceback)) continue;
    const failedAmong = (some: readonly Request[] = []): Request | undefined => {
      const free = some.filter((request) => !taken.has(request));
      const asked = askedIn(exception, free);
      return asked.find((one) => endsWith(one, exception)) ?? asked.findLast(({ endedAt }) => endedAt === undefined);
    };
    // The server names its process where the application's log may not.
    const request = failedAmong(theirs.get(pid)) ?? failedAmong(theirs.get(undefined));
    if (request) taken.add(request);
  }
  return taken;
}

/** Whoever gave it up in front does not tell how it went on in the server, whose own log tells its start. */
const isNamedByTarget = ({ target, proxy, evidence }: Request): boolean =>
  target !== undefined &&
  (proxy === undefined || (gaveUp(proxy.outcome) && evidence.some(({ edge }) => edge === 'start')));

/** The requests that an exception may be of: begun before it, as far as their stamps tell, and what they asked for stands in its message, with their method if with any. */
function askedIn({ at, event }: Placed<ExceptionEvent>, requests: readonly Request[]): readonly Request[] {
  const said = event.message.split(/[\s,;'"()[\]]+/);
  const [words, paths] = [new Set(said), new Set(said.map(withoutQuery))];
  // Either may be told with its query, or without it.
  const isAsked = (target: string): boolean =>
    words.has(target) || words.has(withoutQuery(target)) || (target === withoutQuery(target) && paths.has(target));
  return requests.filter(
    ({ method, target = '', host, startedAt, evidence }) =>
      isBeside(event, { host }) &&
      isAsked(target) &&
      (method === undefined || words.has(method) || !METHODS.some((other) => words.has(other))) &&
      startedAt !== undefined &&
      startedAt <= at + unitUs(event) + unitUs(evidence[0]),
  );
}

/** Whose end says that it went well did not fail at that moment. */
const endsWith = ({ endedAt, status, evidence }: Request, { at, event }: Placed<ExceptionEvent>): boolean =>
  endedAt !== undefined &&
  (status === undefined || status >= BAD_REQUEST) &&
  Math.abs(endedAt - at) <= BESIDE_US + unitUs(event) + unitUs(evidence.at(-1));
