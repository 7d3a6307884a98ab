import { isEnded } from '../model/abort.ts';
import type { Correlation } from '../model/correlation.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { Request } from '../model/request.ts';
import { groupedBy } from '../lib/grouped.ts';

/** A start is written a moment before or after the request's own exception is stamped, where one is cut to the second. */
const SLACK_US = 1_000_000;

/**
 * Requests without id and end that failed by themselves: an exception of their process names what they asked for. As with ends, the
 * newest start takes it, since what is stuck stays stuck.
 */
export function failedByTarget({ requests, exceptions }: Pick<Correlation, 'requests' | 'exceptions'>): Set<Request> {
  const failed = new Set<Request>();
  const open = groupedBy(requests.filter(isOpen), ({ pid }) => pid);
  for (const exception of exceptions) {
    const { pid, requestId, traceback } = exception.event;
    if (requestId !== undefined || isEnded(traceback)) continue;
    const request = newestNamed(open.get(pid) ?? [], exception, failed);
    if (request) failed.add(request);
  }
  return failed;
}

const isOpen = ({ id, target, endedAt, proxy }: Request): boolean =>
  id === undefined && target !== undefined && endedAt === undefined && proxy === undefined;

function newestNamed(
  open: readonly Request[],
  { at, event: { message } }: Placed<ExceptionEvent>,
  failed: ReadonlySet<Request>,
): Request | undefined {
  const words = new Set(message.split(/[\s,;'"()[\]]+/));
  return open.findLast(
    (request) =>
      !failed.has(request) &&
      words.has(request.target ?? '') &&
      request.startedAt !== undefined &&
      request.startedAt <= at + SLACK_US,
  );
}
