import type { ExceptionEvent } from '../model/event.ts';
import { isAbort } from '../model/abort.ts';
import type { Traceback } from '../model/traceback.ts';
import { parseTracebacks } from './traceback.ts';

/**
 * The tracebacks that stand below a record's head. Only the first is what the head speaks of: further ones were printed by somebody
 * who wrote to the same stream, and tell neither pid nor request.
 */
export const exceptionsBelow = (
  said: Omit<ExceptionEvent, 'kind' | 'traceback'>,
  body: string,
): readonly ExceptionEvent[] =>
  withoutCopies(parseTracebacks(body)).map((traceback, place) => ({
    ...{ kind: 'exception', ...said, traceback },
    ...(place === 0 ? {} : { pid: undefined, requestId: undefined, message: '' }),
  }));

/** Who logs an exception may print it, too (gunicorn 0.17); of workers that are aborted side by side each has its own, alike or not. */
const withoutCopies = (tracebacks: readonly Traceback[]): readonly Traceback[] => {
  const told = new Set<string>();
  return tracebacks.filter((traceback) => {
    const key = JSON.stringify(traceback.chain);
    const isCopy = told.has(key) && !isAbort(traceback);
    told.add(key);
    return !isCopy;
  });
};
