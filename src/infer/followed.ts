import type { Request } from '../model/request.ts';

/**
 * Of those whose own process tells their start: true if it began another one after it. One that the supervisor names as it ends the worker
 * was its last, though a start that is told in whole seconds seems to lie before that of the one before it.
 */
export function isFollowed(theirs: readonly Request[]): (request: Request) => boolean {
  const last = theirs
    .filter(tellsStart)
    .reduce<Request | undefined>((latest, one) => (latest && !isBefore(latest, one) ? latest : one), undefined);
  return (request) => last !== undefined && !isNamed(request) && tellsStart(request) && isBefore(request, last);
}

const isNamed = ({ isOverdue }: Request): boolean => isOverdue !== undefined;

/** Of two starts with one stamp, as those cut to the second, the order in their log tells. */
function isBefore(one: Request, other: Request): boolean {
  const [before = 0, after = 0] = [one.startedAt, other.startedAt];
  if (before !== after) return before < after;
  const [first, second] = [one.evidence[0]?.origin, other.evidence[0]?.origin];
  return first !== undefined && second !== undefined && first.source === second.source && first.line < second.line;
}

const tellsStart = ({ pid, evidence }: Request): boolean =>
  pid !== undefined && evidence.some(({ edge }) => edge === 'start');
