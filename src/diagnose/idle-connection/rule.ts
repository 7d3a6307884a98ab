import { within } from '../../lib/within.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import { signsOfHold } from '../held-in.ts';
import type { Night } from '../night.ts';
import { remedyFor } from '../remedies.ts';
import type { Finding, Rule } from '../rule.ts';
import { wasIdle } from '../was-idle.ts';
import { isSync } from '../worker-class.ts';
import { deathMoment } from '../../model/worker.ts';

/** The worker says so as the abort arrives; stamps are cut off at the second. */
const NEAR_US = 3 * MICROS_PER_SECOND;

const { text, reference } = remedyFor('client-silent', 'sync');
const ADVICE = { remedy: text, reference };

/** A browser or load balancer connects ahead of time and sends nothing; a sync worker waits for it and cannot beat. */
export const idleConnection: Rule = {
  id: 'idle-connection',
  title: 'A client connected and sent nothing, and the worker waited for it',
  examine(incident: Conclusion, night: Night): Finding | undefined {
    if (incident.cause !== 'timeout') return undefined;
    const isInParser = incident.block?.kind === 'client-silent';
    const isUnread = saysNoUri(incident, night);
    if (!isInParser && !isUnread) return isIdleSync(incident, night) ? SUPPOSED : undefined;
    const signs = [
      ...(isInParser ? signsOfHold(incident, night) : []),
      ...(isUnread ? ['the worker says at that moment that no URI had been read'] : []),
    ];
    const isOpen = incident.claims.some(({ role }) => role === 'culprit' || role === 'casualty');
    return {
      confidence: isOpen ? Math.min(0.4, confidenceBy(signs)) : confidenceBy(signs),
      for: signs,
      against: [
        ...(isOpen ? ['a request is known to have been open in the worker'] : []),
        "which client it was, only the proxy's or load balancer's log of that minute tells",
      ],
      ...ADVICE,
    };
  },
};

/** A sync worker that waits for a request beats twice in a timeout (gunicorn workers/sync.py); one that has accepted a client does not. */
const isIdleSync = (incident: Conclusion, night: Night): boolean =>
  incident.server.kind === 'gunicorn' &&
  isSync(incident) === 'yes' &&
  incident.block?.kind === undefined &&
  wasIdle(incident, night) &&
  incident.worker.told.every(({ event: { step } }) => step.what !== 'worker-recycling') &&
  night.missedWith(incident).length === 0;

const SUPPOSED: Finding = {
  confidence: 0.5,
  for: [
    'none of its requests was open, though the logs tell of their starts; a sync worker beats while it waits for a client, but not for what a client has to say',
  ],
  against: [
    "a request that the application does not log, or storage that stalled, looks the same: the proxy's log of that minute would tell",
  ],
  ...ADVICE,
};

/** `Error handling request (no URI read)`, gunicorn 22.0 on (workers/sync.py). */
function saysNoUri({ worker, death }: Conclusion, { lifecycle }: Night): boolean {
  const moment = deathMoment(death);
  return within(lifecycle, moment - NEAR_US, moment + NEAR_US).some(
    ({ event: { pid, step } }) => step.what === 'request-failed' && step.target === undefined && pid === worker.pid,
  );
}
