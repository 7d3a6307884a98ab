import type { Conclusion } from '../../model/conclusion.ts';
import { remedyFor } from '../remedies.ts';
import type { Finding, Rule } from '../rule.ts';
import { runsEventLoop } from '../worker-class.ts';

/** One request made a call that does not yield, so the loop could neither serve the others nor beat. */
export const blockedEventLoop: Rule = {
  id: 'blocked-event-loop',
  title: 'The event loop was blocked by a call that does not yield',
  examine(incident: Conclusion): Finding | undefined {
    const loop = runsEventLoop(incident);
    if (incident.cause !== 'timeout' || loop === 'no') return undefined;
    const signs = signsFor(incident);
    const confidence = Math.min(0.95, 0.35 + 0.25 * signs.length + (loop === 'yes' ? 0.1 : 0));
    const { text, reference } = remedyFor(incident.block?.kind, incident.server.workerClass ?? undefined);
    return { confidence, for: signs, against: signsAgainst(incident), remedy: text, reference };
  },
};

function signsFor({ block, claims, server, tracebacks }: Conclusion): readonly string[] {
  const open = claims.filter(({ role }) => role === 'casualty').length;
  return [
    ...(server.workerClass === null
      ? []
      : [`the worker class is ${server.workerClass}: all requests of a worker share one thread`]),
    ...(block?.kind !== undefined ? [`the abort found the code in ${block.call ?? block.kind}`] : []),
    ...(block?.kind === undefined && tracebacks.length > 0 ? ['the abort found application code running'] : []),
    ...(open > 0 ? [`${String(open)} other requests stood still with it`] : []),
  ];
}

const signsAgainst = ({ tracebacks, death }: Conclusion): readonly string[] =>
  tracebacks.length > 0
    ? []
    : [
        death.signal === 9
          ? 'no traceback shows the call: a stopped process or stalled storage looks the same'
          : 'no traceback shows the call',
      ];
