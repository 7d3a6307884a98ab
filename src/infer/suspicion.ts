import { SIGKILL, isFault } from '../lib/signals.ts';
import type { Request } from '../model/request.ts';
import type { Death } from '../model/worker.ts';

/**
 * How likely the culprit is to be among the open requests at all. Measured on 116 captures of real servers, and on the open half of 138
 * more: a block is a request's in nine of ten; what crashes or leaves was nearly always in one, and so was what the kernel shot for memory
 * with a request open (12 of 12 alone, 31 of 35 among others). Of an end without a word nothing is known. Of the workers that got a SIGKILL
 * without a word before it and had several open, rather more were shot from outside.
 */
const AMONG_THEM = { missed: 0.9, crashed: 0.95, memory: 0.9, unknown: 0.7, killed: 0.4 };
/** A shot from outside finds a worker at work only as often as it is: one that had a single request open was rather brought down by it (41 of 61). */
const KILLED_ALONE = 0.5;

/**
 * How often the culprit was the one that had begun last, last but one, last but two, in 368 reports on the same captures (191, 141, 23, and
 * 13 before those): many block as soon as they begin, and one more has often begun before the worker stands still. Others block at
 * any time: the rest of the weight is shared out evenly.
 */
const RECENT: readonly number[] = [0.54, 0.4, 0.06];
const BY_RECENCY = 0.75;

/** The chance that this one of the open requests brought the worker down, where nothing shows which. `isShown`: a traceback shows that one of them did. */
export function suspicion(
  request: Request,
  among: readonly Request[],
  { death, isShown }: { readonly death: Death; readonly isShown: boolean },
): number {
  const youngest = [...among].sort((a, b) => (b.startedAt ?? 0) - (a.startedAt ?? 0));
  const place = youngest.indexOf(request);
  if (place < 0) return 0;
  const possible = RECENT.slice(0, among.length).reduce((sum, weight) => sum + weight, 0);
  const recent = (RECENT[place] ?? 0) / possible;
  const share = BY_RECENCY * recent + (1 - BY_RECENCY) / among.length;
  return (isShown ? 1 : chanceAmongThem(death, among.length)) * share;
}

/** A kill from outside, or for memory, need have no culprit among the requests; a blocked or crashed worker has one. */
export const mustHaveCulprit = (death: Death): boolean => death.cause === 'timeout' || hasFallen(death);

/** True if code of the worker's own ended it at once. */
export const hasFallen = ({ cause, signal, kernel }: Death): boolean =>
  cause === 'exit' || (cause === 'signal' && isFault(signal)) || kernel?.event.step.what === 'kernel-fault';

function chanceAmongThem({ cause, signal, kernel, timeoutAt }: Death, open: number): number {
  if (timeoutAt !== undefined) return AMONG_THEM.missed;
  if (cause === 'oom') return AMONG_THEM.memory;
  if (cause === 'unknown' || (cause === 'signal' && signal === undefined)) return AMONG_THEM.unknown;
  if (signal !== SIGKILL || kernel !== undefined) return AMONG_THEM.crashed;
  return open === 1 ? KILLED_ALONE : AMONG_THEM.killed;
}
