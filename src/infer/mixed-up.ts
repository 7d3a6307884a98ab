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

/** True if an end that was told may be this request's as well as that of another, of which nothing shows that it asked for the same. */
export const mayHaveEnded = (request: Request, theirs: readonly Request[]): boolean =>
  mixedUpWith(request, theirs).some((other) => !isToldAlike(request, other));

function mayBe(request: Request, other: Request): boolean {
  const [from, began] = [request.startedAt, other.startedAt];
  if (request.worker !== other.worker || (!isAlike(request, other) && saysWhatEnded(other))) return false;
  if (from === undefined || began === undefined || other.endedAt === undefined || other.endedAt < from) return false;
  return other.durationUs === undefined || isTakenFor(request, other);
}

/** What began at the same reading of the clock, for the same, is told alike: all that is said of the one is true of the other. */
function isTakenFor(request: Request, other: Request): boolean {
  const off = (other.startedAt ?? NaN) - (request.startedAt ?? NaN);
  return (off !== 0 || !isToldAlike(request, other)) && Math.abs(off) <= precisionUs(request);
}

const isAlike = (one: Request, other: Request): boolean => one.target === other.target && one.method === other.method;

const isToldAlike = (one: Request, other: Request): boolean => one.target !== undefined && isAlike(one, other);

/** Some ends state their process and duration alone: Rails' `Completed 200 OK in 12ms`. */
const saysWhatEnded = ({ evidence }: Request): boolean =>
  evidence.some(({ edge, facts }) => edge !== 'start' && (facts.target !== undefined || facts.id !== undefined));

const precisionUs = ({ evidence: [first] }: Request): number => PRECISION_US[first?.stamp?.precision ?? 'us'];
