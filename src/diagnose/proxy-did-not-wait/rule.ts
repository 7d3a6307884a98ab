import type { SortedFailure } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { FailureRule } from '../failure-rule.ts';
import { ALIGN_TIMEOUTS } from '../proxy-timeouts.ts';
import type { Finding } from '../rule.ts';

/** The proxy's patience ended before the application's work; the worker went on for a client that was gone. */
export const proxyDidNotWait: FailureRule = {
  id: 'proxy-did-not-wait',
  title: 'The proxy in front gave up before the server had answered',
  kind: 'proxyGaveUp',
  examine(failed): Finding {
    const signs = [...waitSigns(failed), ...finishedSigns(failed)];
    return {
      confidence: Math.max(0.9, confidenceBy(signs)),
      for: signs,
      against: [],
      ...ALIGN_TIMEOUTS,
    };
  },
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
