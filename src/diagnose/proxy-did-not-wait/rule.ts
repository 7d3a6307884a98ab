import { groupedBy } from '../../lib/grouped.ts';
import { lengthOfTime } from '../../lib/length-of-time.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import type { SortedFailure } from '../../model/conclusion.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { FailureRule } from '../failure-rule.ts';
import { ALIGN_TIMEOUTS } from '../proxy-timeouts.ts';
import type { Finding } from '../rule.ts';

/** The proxy's patience ended before the application's work; the worker went on for a client that was gone. */
export const proxyDidNotWait: FailureRule = {
  id: 'proxy-did-not-wait',
  title: 'The proxy in front gave up before the server had answered',
  kind: 'proxyGaveUp',
  examine(failed, { range }): Finding {
    const finished = finishedSigns(failed);
    const stuck = stuckSigns(failed, range?.to);
    const signs = [...waitSigns(failed), ...finished, ...stuck];
    return {
      confidence: Math.max(0.9, confidenceBy(signs)),
      for: signs,
      against: [],
      ...(stuck.length > 0 && finished.length === 0 ? FIND_THE_WAIT : ALIGN_TIMEOUTS),
    };
  },
};

/** Nobody misses a worker that beats while its threads wait (gunicorn's gthread, puma) or that has no timeout. */
const FIND_THE_WAIT: Pick<Finding, 'remedy' | 'reference'> = {
  remedy:
    'See where these stand while it lasts (py-spy dump --pid, rbspy dump --pid), and give what they wait for (a lock, a pool, a database, another host) a limit below that of the proxy. A proxy that waits longer does not help, and no timeout of a worker ends a thread that only waits.',
  reference: 'gunicorn docs, "timeout"; puma docs, "worker_timeout"',
};

function waitSigns(failed: readonly SortedFailure[]): readonly string[] {
  const waits = failed.flatMap(({ request }) => request?.durationUs ?? []);
  const [least, most] = [Math.min(...waits), Math.max(...waits)].map((us) => (us / MICROS_PER_SECOND).toFixed(0));
  const long = waits.length === 0 ? '' : ` after ${least === most ? '' : `${String(least)} to `}${String(most)} s`;
  return [`the proxy gave up ${failed.length === 1 ? '1 request' : `${String(failed.length)} requests`}${long}`];
}

/** Requests that the application ended after all. */
function finishedSigns(failed: readonly SortedFailure[]): readonly string[] {
  const late = failed.filter(
    ({ request }) => request?.proxy && request.endedAt !== undefined && request.endedAt > request.proxy.at,
  ).length;
  return late === 0 ? [] : [`the application ended ${String(late)} of them later, for nobody`];
}

const SHOWN = 3;

/** Requests that the application began, and of which its log tells no end as far as it goes. */
function stuckSigns(failed: readonly SortedFailure[], until: Micros | undefined): readonly string[] {
  const stuck = failed.flatMap(({ request }) => (request && isStuck(request) ? [request] : []));
  const first = stuck[0]?.startedAt;
  if (first === undefined || until === undefined) return [];
  const asked = [...groupedBy(stuck, ({ method = '', target = '' }) => `${method} ${withoutQuery(target)}`)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, SHOWN)
    .map(([what, some]) => `${what} (${String(some.length)})`);
  return [
    `the application had not ended ${String(stuck.length)} of them either when its log ends, ${lengthOfTime(until - first)} after the first began: ${asked.join(', ')}`,
  ];
}

const isStuck = ({ worker, endedAt, evidence }: Request): boolean =>
  worker !== undefined && endedAt === undefined && evidence.some(({ edge }) => edge === 'start');
