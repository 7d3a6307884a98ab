import { groupedBy } from '../../lib/grouped.ts';
import { lengthOfTime } from '../../lib/length-of-time.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import type { SortedFailure } from '../../model/conclusion.ts';
import type { Request } from '../../model/request.ts';
import { type Micros, MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { FailureRule } from '../failure-rule.ts';
import { ALIGN_TIMEOUTS } from '../proxy-timeouts.ts';
import type { Night } from '../night.ts';
import type { Finding } from '../rule.ts';
import { stoodStill } from '../unasked.ts';

/** The proxy's patience ended before the application's work; the worker went on for a client that was gone. */
export const proxyDidNotWait: FailureRule = {
  id: 'proxy-did-not-wait',
  title: 'The proxy in front gave up before the server had answered',
  kind: 'proxyGaveUp',
  examine(failed, night): Finding {
    const finished = finishedSigns(failed);
    const stuck = stuckSigns(failed, night.range?.to);
    const unended = stuck.length > 0 ? stuck : unendedSigns(failed, night);
    const held = heldSigns(failed, night);
    const signs = [...waitSigns(failed), ...firstSigns(failed), ...finished, ...unended, ...held];
    return {
      confidence: Math.max(0.9, confidenceBy(signs)),
      for: signs,
      against: [],
      ...(held.length > 0 ? LOOK_THERE : unended.length > 0 && finished.length === 0 ? FIND_THE_WAIT : ALIGN_TIMEOUTS),
    };
  },
};

const LOOK_THERE: Pick<Finding, 'remedy' | 'reference'> = {
  remedy: `Look for what held the workers first: these requests waited for them. ${ALIGN_TIMEOUTS.remedy}`,
  reference: ALIGN_TIMEOUTS.reference,
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

/** Most of them were given up while workers stood still that their master then ended. */
function heldSigns(failed: readonly SortedFailure[], { incidents }: Night): readonly string[] {
  const during = failed.filter((failure) => stoodStill(failure, incidents).length > 0);
  const held = new Set(during.flatMap((failure) => stoodStill(failure, incidents)));
  if (during.length * 2 < failed.length) return [];
  const ids = [...held].slice(0, SHOWN).map(({ id }) => id);
  return [`${String(during.length)} of them while workers stood still: ${ids.join(', ')}`];
}

/** What the first of them asked for: those that came later may only have waited behind them. */
function firstSigns(failed: readonly SortedFailure[]): readonly string[] {
  const asked = failed.map(({ request }) => (request?.target === undefined ? undefined : askedFor(request)));
  const [first] = asked;
  if (first === undefined || failed.length === 1) return [];
  const others = asked.findIndex((one) => one !== first);
  if (others < 0) return [`all of them asked for ${first}`];
  return [`the first${others === 1 ? '' : ` ${String(others)}`} of them asked for ${first}`];
}

const askedFor = ({ method = '', target = '' }: Request): string => `${method} ${withoutQuery(target)}`.trim();

/**
 * The server's log tells no more ends than the proxy tells answers: those that it gave up have not ended. A log that tells each end twice,
 * or of requests that did not come through the proxy, has more, and shows nothing.
 */
function unendedSigns(failed: readonly SortedFailure[], { requests, served, servedInFront }: Night): readonly string[] {
  const unanswered = requests.filter(({ proxy }) => proxy && proxy.outcome !== 'answered').length;
  const answered = servedInFront.ended - unanswered;
  if (served.ended === 0 || answered <= 0 || served.ended > answered) return [];
  const which = failed.length === 1 ? 'it' : `any of these ${String(failed.length)}`;
  return [
    `the server's own log, that of ${String(served.ended)} requests, tells of no end of ${which}: they were still waiting when it ends, or died with it`,
  ];
}

const SHOWN = 3;

/** Requests that the application began, and of which its log tells no end as far as it goes. */
function stuckSigns(failed: readonly SortedFailure[], until: Micros | undefined): readonly string[] {
  const stuck = failed.flatMap(({ request }) => (request && isStuck(request) ? [request] : []));
  const first = stuck[0]?.startedAt;
  if (first === undefined || until === undefined) return [];
  const asked = [...groupedBy(stuck, askedFor)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, SHOWN)
    .map(([what, some]) => `${what} (${String(some.length)})`);
  return [
    `the application had not ended ${String(stuck.length)} of them either when its log ends, ${lengthOfTime(until - first)} after the first began: ${asked.join(', ')}`,
  ];
}

const isStuck = ({ worker, endedAt, evidence }: Request): boolean =>
  worker !== undefined && endedAt === undefined && evidence.some(({ edge }) => edge === 'start');
