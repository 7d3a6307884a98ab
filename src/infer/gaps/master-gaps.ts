import type { Correlation } from '../../model/correlation.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';
import type { StepName } from '../../model/lifecycle.ts';
import type { Gap } from '../../model/report.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';

/** A worker looks for its parent between two requests: one that is at a long one finds out later. */
const BEFORE_US = 120 * MICROS_PER_SECOND;

/** Who tells what became of a process that could say nothing any more. */
const TELLS: ReadonlySet<StepName> = new Set<StepName>([
  'kernel-oom-kill',
  'kernel-fault',
  'unit-ended',
  'kill-ordered',
  'master-stopped',
  'machine-started',
]);

type Word = Placed<LifecycleEvent>;

/** Masters that were gone before their workers, which left for that (gunicorn workers/base.py, notify and ppid: `Parent changed`). */
export function masterGaps({ lifecycle }: Correlation): readonly Gap[] {
  const left = lifecycle.filter(isOrphaned);
  const [first] = left;
  if (!first || lifecycle.some((word) => isNearBefore(word, first) && TELLS.has(word.event.step.what))) return [];
  const workers = [...new Set(left.map(({ event }) => event.pid))].map(String);
  const who = workers.length === 1 ? `worker ${workers.join()}` : `workers ${workers.join(', ')}`;
  return [
    {
      what: `what ended the master of ${who}`,
      why: 'they left because it was gone (`Parent changed, shutting down`), and no line of its own tells of a stop: it was killed, or crashed, and with it went whoever serves',
      remedy:
        "add the kernel's log and the journal of that minute: `journalctl -k -o short-iso > kernel.log`, `journalctl -u UNIT -o short-iso > unit.log`; of a container `docker inspect NAME` or `kubectl describe pod NAME`",
    },
  ];
}

const isOrphaned = ({ event: { step } }: Word): boolean =>
  step.what === 'worker-recycling' && step.why === 'parent changed';

const isNearBefore = ({ at }: Word, first: Word): boolean => at <= first.at && at >= first.at - BEFORE_US;
