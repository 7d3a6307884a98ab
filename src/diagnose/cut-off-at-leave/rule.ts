import { lengthOfTime } from '../../lib/length-of-time.ts';
import type { SortedFailure } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Worker } from '../../model/worker.ts';
import { confidenceBy } from '../confidence.ts';
import { BOOT_FIRST, failedToBoot } from '../failed-to-boot.ts';
import type { FailureRule } from '../failure-rule.ts';
import type { Night } from '../night.ts';
import type { Finding } from '../rule.ts';

/** Requests that were still open when their worker left: it was recycled, reloaded, stopped with its server, or had lost its master. */
export const cutOffAtLeave: FailureRule = {
  id: 'cut-off-at-leave',
  title: 'Workers left before all of their requests had ended',
  kind: 'recycled',
  examine(failed, night): Finding {
    const leaving = [...new Set(failed.flatMap((failure) => workersOf(failure, night)))];
    const oldest = oldestOf(failed, night);
    const signs = [
      ...reasonsOf(leaving),
      ...graceSigns(leaving),
      ...(oldest >= MICROS_PER_SECOND ? [`the oldest of the requests had run for ${lengthOfTime(oldest)}`] : []),
      ...(isAllAtOnce(leaving) ? [`${String(leaving.length)} workers left within ${lengthOfTime(AT_ONCE_US)}`] : []),
    ];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: leaving.some((worker) => isOverGrace(worker) || isOrphan(worker))
        ? []
        : [
            'no line tells that a grace period ran out: a connection that was accepted in the moment of the leave breaks as well',
          ],
      ...(failedToBoot(failed, night) ? BOOT_FIRST : adviceFor(leaving, hasHung(failed, night))),
    };
  },
};

/** Ends of workers and a proxy's lines are logged with whole seconds. */
const NEAR_US = 2 * MICROS_PER_SECOND;
const SHOWN = 8;
const ORPHANED = /parent|master was gone/i;
/** What had run for longer than the usual grace period (gunicorn, 30 s) before anybody told it to leave had rather hung. */
const HUNG_US = 30 * MICROS_PER_SECOND;
const LOOK_FIRST =
  'Look first for what the oldest waited for: it had run for so long that it may never have ended, however long one waits.';
const AT_ONCE_US = 5 * MICROS_PER_SECOND;

/** The worker in which it was, else those that left at that moment. */
function workersOf({ request, at }: SortedFailure, { workers }: Night): readonly Worker[] {
  const own = request?.worker === undefined ? undefined : workers[request.worker];
  if (own) return [own];
  return workers.filter(({ end }) => isLeave(end) && Math.abs(end.at - at) <= NEAR_US);
}

const isLeave = (end: Worker['end']): end is Extract<Worker['end'], { how: 'graceful' | 'left' | 'lost' }> =>
  end.how === 'graceful' || end.how === 'left' || end.how === 'lost';

const GONE = 'their master was gone without a word';
const whyOf = ({ end }: Worker): string =>
  end.how === 'graceful' ? end.why : end.how === 'lost' ? GONE : 'nothing tells why';

/** Why they left, with whom that was true of. */
function reasonsOf(leaving: readonly Worker[]): readonly string[] {
  const whys = new Map<string, string[]>();
  for (const worker of leaving) {
    const why = whyOf(worker);
    whys.set(why, [...(whys.get(why) ?? []), String(worker.pid ?? '?')]);
  }
  return [...whys].map(
    ([why, pids]) =>
      `worker${pids.length === 1 ? '' : 's'} ${pids.slice(0, SHOWN).join(', ')} left at that moment: ${why}`,
  );
}

const isOverGrace = ({ told }: Worker): boolean =>
  told.some(({ event }) => event.step.what === 'worker-graceful-timeout');

function graceSigns(leaving: readonly Worker[]): readonly string[] {
  const over = leaving.filter(isOverGrace).map(({ pid }) => String(pid ?? '?'));
  return over.length === 0 ? [] : [`the grace period ran out, say ${over.slice(0, SHOWN).join(', ')}`];
}

/** It had lost its master, and waited for nobody. */
const isOrphan = (worker: Worker): boolean => ORPHANED.test(whyOf(worker));

/** How long the oldest of them had run, where their starts are told; else 0. */
function oldestOf(failed: readonly SortedFailure[], night: Night): number {
  const ages = failed.flatMap((failure) => {
    const end = workersOf(failure, night)[0]?.end;
    const { startedAt, durationUs } = failure.request ?? {};
    if (durationUs !== undefined) return [durationUs];
    return end && isLeave(end) && startedAt !== undefined ? [end.at - startedAt] : [];
  });
  return Math.max(0, ...ages);
}

const adviceFor = (leaving: readonly Worker[], isHung: boolean): Pick<Finding, 'remedy' | 'reference'> => ({
  remedy: isHung ? `${LOOK_FIRST} ${remedyFor(leaving)}` : remedyFor(leaving),
  reference: leaving.every(isOrphan)
    ? 'man 1 journalctl'
    : 'gunicorn docs, "Settings", graceful_timeout and max_requests_jitter; g#3038, g#511, g#2021',
});

/** True if one of them had run for so long when its worker was told to leave. */
const hasHung = (failed: readonly SortedFailure[], night: Night): boolean =>
  failed.some((failure) => {
    const end = workersOf(failure, night)[0]?.end;
    const { startedAt } = failure.request ?? {};
    return end?.how === 'graceful' && startedAt !== undefined && end.since - startedAt >= HUNG_US;
  });

/** What to change, by why they left (in the words of correlate and of the supervisors). */
const REMEDIES: readonly (readonly [why: RegExp, remedy: string])[] = [
  [
    /max_requests|recycl|lifetime|reload-on/i,
    'Set --max-requests-jitter, so that not all workers are replaced at once, and --graceful-timeout above the slowest request.',
  ],
  [
    ORPHANED,
    'Their master was gone: the journal of that minute (journalctl -u UNIT) and the kernel log tell who ended it. Signal the master with TERM, and it waits for its workers.',
  ],
  [
    /TERM|INT|QUIT|WINCH|stopped/,
    'Set --graceful-timeout, and the time that whoever stops the server gives it (TimeoutStopSec, terminationGracePeriodSeconds, stop_grace_period), above the slowest request; take a server out of its balancer before it stops.',
  ],
];

const OTHERWISE = 'Set --graceful-timeout above the slowest request.';

function remedyFor(leaving: readonly Worker[]): string {
  const whys = leaving.map(whyOf);
  const found = REMEDIES.filter(([pattern]) => whys.some((why) => pattern.test(why))).map(([, remedy]) => remedy);
  return found.length > 0 ? found.join(' ') : OTHERWISE;
}

function isAllAtOnce(leaving: readonly Worker[]): boolean {
  const ends = leaving.flatMap(({ end }) => (isLeave(end) ? [end.at] : []));
  return ends.length > 1 && Math.max(...ends) - Math.min(...ends) <= AT_ONCE_US;
}
