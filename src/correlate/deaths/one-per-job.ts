import { isBeside } from '../../model/beside.ts';
import { isStated } from '../../model/time.ts';
import type { UnnamedEnd } from '../lives/unnamed-ends.ts';

/** billiard, pool.py, mark_as_worker_lost: it tells the number of the job that was lost, which no other of that pool has. */
const JOB = /Worker exited prematurely: .* Job: (?<job>\d+)\b/;

/** A report that is pasted twice without its time tells of one death where both name the same job. */
export const onePerJob = (ends: readonly UnnamedEnd[]): readonly UnnamedEnd[] =>
  ends.filter((end, index) => !ends.slice(0, index).some((before) => isOfSameJob(before, end)));

function isOfSameJob(before: UnnamedEnd, end: UnnamedEnd): boolean {
  const job = jobOf(end);
  return (
    job !== undefined && job === jobOf(before) && !isStated(end.at) && !isStated(before.at) && isBeside(before, end)
  );
}

const jobOf = ({ word: { event } }: UnnamedEnd): string | undefined => JOB.exec(event.text)?.groups?.['job'];
