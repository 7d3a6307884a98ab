import type { Request } from '../model/request.ts';
import { PRECISION_US } from '../model/time.ts';

/**
 * The requests that ended and with which one that did not may be mixed up: without ids, an end belongs to any start for the
 * same thing that was open in the worker, unless it states a duration that leads to another start.
 */
export const mixedUpWith = (request: Request, theirs: readonly Request[]): readonly Request[] =>
  isTied(request) ? [] : theirs.filter((other) => !isTied(other) && mayBe(request, other));

/** True if an id, or a line that tells of the whole, ties its start to its end. */
const isTied = ({ id, evidence }: Request): boolean =>
  id !== undefined || evidence.every(({ edge }) => edge !== 'start');

function mayBe(request: Request, other: Request): boolean {
  const [from, began] = [request.startedAt, other.startedAt];
  if (request.worker !== other.worker || request.target !== other.target || request.method !== other.method)
    return false;
  if (from === undefined || began === undefined || other.endedAt === undefined || other.endedAt < from) return false;
  if (other.durationUs === undefined) return true;
  // What began at the same reading of the clock is told alike: all that is said of the one is true of the other.
  return began !== from && Math.abs(began - from) <= precisionUs(request);
}

const precisionUs = ({ evidence: [first] }: Request): number => PRECISION_US[first?.stamp?.precision ?? 'us'];
