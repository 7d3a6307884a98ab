import type { Claim, Conclusion } from '../../model/conclusion.ts';
import { remedyFor } from '../remedies.ts';
import type { Finding, Rule } from '../rule.ts';
import { CLASS_UNKNOWN, isSync, UNKNOWN_CLASS_CONFIDENCE } from '../worker-class.ts';

/** A sync worker beats only between requests: one that takes longer than the timeout ends its worker. */
export const longSyncRequest: Rule = {
  id: 'long-sync-request',
  title: 'One request took longer than the timeout in a sync worker',
  examine(incident: Conclusion): Finding | undefined {
    const sync = isSync(incident);
    if (incident.cause !== 'timeout' || sync === 'no') return undefined;
    const culprit = incident.claims.find(({ role }) => role === 'culprit');
    const signs = signsFor(incident, culprit);
    if (signs.length === 0) return undefined;
    const { text, reference } = remedyFor(incident.block?.kind, 'sync');
    return {
      confidence: Math.min(sync === 'yes' ? 0.95 : UNKNOWN_CLASS_CONFIDENCE, 0.3 + 0.3 * signs.length),
      for: signs,
      against: [
        ...(sync === 'unknown' ? [CLASS_UNKNOWN] : []),
        ...(culprit ? [] : ['no request is known to have been open']),
      ],
      remedy: text,
      reference,
    };
  },
};

function signsFor({ block, server }: Conclusion, culprit: Claim | undefined): readonly string[] {
  return [
    ...(server.workerClass === 'sync'
      ? ['the worker class is sync: one request at a time, no beat while it runs']
      : []),
    ...(culprit ? [`${culprit.label} was open when the worker was given up`] : []),
    ...(block?.kind === undefined ? [] : [`the abort found the code in ${block.call ?? block.kind}`]),
  ];
}
