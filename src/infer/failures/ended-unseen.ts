import { groupedBy } from '../../lib/grouped.ts';
import type { Correlation } from '../../model/correlation.ts';
import { takesOneAtATime } from '../../model/one-at-a-time.ts';
import type { Request } from '../../model/request.ts';
import { isFollowed } from '../followed.ts';
import { serversByHost } from '../servers-by-host.ts';

/**
 * True of a request whose worker takes one at a time and began another after it: it had ended, though its end was not written, as happens
 * on a full disk.
 */
export function endedUnseen(correlation: Correlation): (request: Request) => boolean {
  const serverFor = serversByHost(correlation);
  const theirs = groupedBy(correlation.requests, ({ worker }) => worker);
  const known = new Map<number, (request: Request) => boolean>();
  const followedIn = (index: number): ((request: Request) => boolean) => {
    const worker = correlation.workers[index];
    return worker && takesOneAtATime(serverFor(worker)) ? isFollowed(theirs.get(index) ?? []) : () => false;
  };
  return (request) => {
    const { worker: index, endedAt } = request;
    if (index === undefined || endedAt !== undefined) return false;
    const isOver = known.get(index) ?? followedIn(index);
    known.set(index, isOver);
    return isOver(request);
  };
}
