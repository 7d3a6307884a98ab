import type { Claim, Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { ALIGN_TIMEOUTS } from '../proxy-timeouts.ts';
import type { Finding, Rule } from '../rule.ts';
import { deathMoment } from '../../model/worker.ts';

/** Proxy and server log whole seconds. */
const SLACK_US = 2 * MICROS_PER_SECOND;

/** Clients were answered by the proxy while the worker still lived: its end is not what they saw. */
export const proxyGaveUpFirst: Rule = {
  id: 'proxy-gave-up-first',
  title: 'Clients were sent away by the proxy before the worker was missed, not by its end',
  examine({ death, claims, server }: Conclusion): Finding | undefined {
    const missedAt = deathMoment(death);
    const given = claims.filter(
      (claim) => hasGivenUp(claim) && (claim.request?.proxy?.at ?? missedAt) < missedAt - SLACK_US,
    );
    const first = Math.min(...given.flatMap(({ request }) => request?.proxy?.at ?? []));
    if (given.length === 0) return undefined;
    const waits = given.flatMap(({ request }) => request?.durationUs ?? []);
    const signs = [
      `the proxy gave up ${String(given.length)} of its requests, the first ${seconds(missedAt - first)} s before the worker was missed`,
      ...(waits.length > 0 && server.timeoutSeconds !== null
        ? [
            `the proxy waited ${seconds(Math.max(...waits))} s, the worker's timeout is ${String(server.timeoutSeconds)} s`,
          ]
        : []),
    ];
    return {
      confidence: 0.9,
      for: signs,
      against: [],
      ...ALIGN_TIMEOUTS,
    };
  },
};

const hasGivenUp = ({ request }: Claim): boolean => request?.proxy?.outcome === 'timeout';

const seconds = (us: number): string => (us / MICROS_PER_SECOND).toFixed(0);
