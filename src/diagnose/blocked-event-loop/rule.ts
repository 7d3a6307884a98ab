import type { Conclusion } from '../../model/conclusion.ts';
import { remedyFor } from '../remedies.ts';
import type { Finding, Rule } from '../rule.ts';
import { CLASS_UNKNOWN, runsEventLoop, UNKNOWN_CLASS_CONFIDENCE } from '../worker-class.ts';

/** One request made a call that does not yield, so the loop could neither serve the others nor beat. */
export const blockedEventLoop: Rule = {
  id: 'blocked-event-loop',
  title: 'The event loop was blocked by a call that does not yield',
  examine(incident: Conclusion): Finding | undefined {
    const loop = runsEventLoop(incident);
    if (incident.cause !== 'timeout' || loop === 'no') return undefined;
    const signs = signsFor(incident);
    if (signs.length === 0) return undefined;
    const confidence = Math.min(loop === 'yes' ? 0.95 : UNKNOWN_CLASS_CONFIDENCE, 0.35 + 0.25 * signs.length);
    const { text, reference } = remedyFor(incident.block?.kind, incident.server.workerClass ?? undefined);
    return {
      confidence,
      for: signs,
      against: [...(loop === 'unknown' ? [CLASS_UNKNOWN] : []), ...signsAgainst(incident)],
      remedy: text,
      reference,
    };
  },
};

function signsFor(incident: Conclusion): readonly string[] {
  const { casualtyCount, claims, server } = incident;
  const culprit = claims.find(({ role }) => role === 'culprit');
  return [
    ...(server.workerClass === null
      ? []
      : [`the worker class is ${server.workerClass}: all requests of a worker share one thread`]),
    ...foundIn(incident),
    ...(culprit?.request ? [`${culprit.label} was open when the worker was given up`] : []),
    ...(casualtyCount > 0
      ? [`${String(casualtyCount)} more ${casualtyCount === 1 ? 'request' : 'requests'} died with it`]
      : []),
  ];
}

/** Who saw what the worker was at. */
function foundIn({ block, tracebacks, dumps }: Conclusion): readonly string[] {
  const seen = tracebacks.length > 0 ? 'the abort' : 'a watchdog';
  if (block?.kind !== undefined) return [`${seen} found the code in ${block.call ?? block.kind}`];
  return tracebacks.length + dumps.length > 0 ? [`${seen} found application code running`] : [];
}

const signsAgainst = ({ tracebacks, dumps, death }: Conclusion): readonly string[] =>
  tracebacks.length + dumps.length > 0
    ? []
    : [
        death.signal === 9
          ? 'no traceback shows the call: a stopped process or stalled storage looks the same'
          : 'no traceback shows the call',
      ];
