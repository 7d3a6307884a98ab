import { SIGKILL, isFault } from '../lib/signals.ts';
import type { Request } from '../model/request.ts';
import type { Death } from '../model/worker.ts';

/**
 * How likely the culprit is to be among the open requests at all. Measured on 116 captures of real servers: a block is a request's in nine
 * of ten; what crashes or leaves was nearly always in one; the kernel takes the process that is large, of an end
 * without a word nothing is known, and of the workers
 * that got a SIGKILL without a word before it and had a request open, rather more were shot from outside.
 */
const AMONG_THEM = { missed: 0.9, crashed: 0.95, memory: 0.7, killed: 0.4 };

/**
 * How often the culprit was the one that had begun last, last but one, last but two, on the same captures: many block as soon
 * as they begin. Others do so at any time: half of the weight is shared out evenly.
 */
const RECENT: readonly number[] = [0.65, 0.25, 0.1];
const BY_RECENCY = 0.5;

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
  return (isShown ? 1 : chanceAmongThem(death)) * share;
}

/** A kill from outside, or for memory, need have no culprit among the requests; a blocked or crashed worker has one. */
export const mustHaveCulprit = (death: Death): boolean => death.cause === 'timeout' || hasFallen(death);

/** True if code of the worker's own ended it at once. */
export const hasFallen = ({ cause, signal, kernel }: Death): boolean =>
  cause === 'exit' || (cause === 'signal' && isFault(signal)) || kernel?.event.step.what === 'kernel-fault';

function chanceAmongThem({ cause, signal, kernel, timeoutAt }: Death): number {
  if (timeoutAt !== undefined) return AMONG_THEM.missed;
  if (cause === 'oom' || cause === 'unknown' || (cause === 'signal' && signal === undefined)) return AMONG_THEM.memory;
  return signal === SIGKILL && kernel === undefined ? AMONG_THEM.killed : AMONG_THEM.crashed;
}
