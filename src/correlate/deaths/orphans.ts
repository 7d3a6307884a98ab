import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import type { Draft, Told } from '../lives/draft.ts';
import type { Gathered } from '../lives/book.ts';

/** A container's first process takes on the children that others have left. */
const FIRST_PROCESS = 1;
/** A master forks the next within its one-second loop. */
const FORKS_WITHIN_US = 3 * MICROS_PER_SECOND;

/**
 * Those that were no workers: gunicorn 21.0 to 26.0 tells of whatever child it reaps as of a worker (news of 26.1, #3220), and as a
 * container's first process it reaps what its workers' subprocesses leave. Only where the log tells of its start and the boots
 * since, and goes on without a fork in the place of this one.
 */
export const withoutOrphans = (
  drafts: readonly Draft[],
  gathered: readonly Gathered[],
  lastAt: Micros | undefined,
): readonly Draft[] =>
  lastAt === undefined ? drafts : drafts.filter((draft) => !gathered.some((of) => isOrphan(draft, of, lastAt)));

function isOrphan(draft: Draft, { host, startedBy, drafts }: Gathered, lastAt: Micros): boolean {
  const { reaped, boot, replacement, told, signsOfLife } = draft;
  if (draft.host !== host || !reaped || boot || replacement || signsOfLife.length > 0) return false;
  const isAllTold = startedBy >= 0 && reaped.index > startedBy && drafts.some((other) => bootedSince(other, startedBy));
  return isAllTold && told.every(({ event }) => isReaping(event)) && lastAt - reaped.at > FORKS_WITHIN_US;
}

const bootedSince = ({ boot }: Draft, index: number): boolean => boot !== undefined && boot.index > index;

const isReaping = ({ by, pid, step: { what } }: Told['event']): boolean =>
  by === 'gunicorn' && pid === FIRST_PROCESS && (what === 'worker-exited' || what === 'worker-killed');
