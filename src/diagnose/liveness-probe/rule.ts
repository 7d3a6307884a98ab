import { SIGKILL } from '../../lib/signals.ts';
import { within } from '../../lib/within.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import type { Night } from '../night.ts';
import { containerOf } from '../container.ts';
import type { Finding, Rule } from '../rule.ts';
import { stopSigns } from '../told-to-stop.ts';

/** terminationGracePeriodSeconds is 30 by default, and people double it. */
const GRACE_US = 65 * MICROS_PER_SECOND;
const SLACK_US = 2 * MICROS_PER_SECOND;
/** The node's clock and the container's log are of one machine; events are written when their probe has failed for good. */
const SOON_US = 15 * MICROS_PER_SECOND;
/** Of the container itself Kubernetes says why it ended it. */
const SAID = 0.95;

/** Kubernetes restarted the container because its probe was not answered. */
export const livenessProbe: Rule = {
  id: 'liveness-probe',
  isOfUnits: true,
  title: 'A failed probe had the container restarted',
  mayTakeSeveral: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { wordsOf, incidents } = night;
    const { cause, death } = incident;
    const isKilled = cause === 'signal' && death.signal === SIGKILL;
    const before = within(wordsOf('unit-ended'), death.goneAt - GRACE_US, death.goneAt + SLACK_US);
    const words = isKilled ? before : [death.kernel].filter((word) => word !== undefined);
    const unit = words.flatMap(({ event: { step } }) =>
      step.what === 'unit-ended' && /^(?:liveness|startup)$/.test(step.why) ? [step] : [],
    )[0];
    if (!unit) return undefined;
    const others = incidents.filter((other) => other !== incident && isWith(incident, other)).length;
    const signs = [
      `Kubernetes says that ${containerOf(unit.unit)} failed its ${unit.why} probe and is restarted`,
      ...(others > 0 ? [`${String(others)} more of its processes got SIGKILL in the same moment`] : []),
      ...stopSigns(incident, night, isKilled ? undefined : SOON_US),
    ];
    return {
      confidence: isKilled ? confidenceBy(signs) : SAID,
      for: signs,
      against: ['kubectl describe pod would tell whether the last state was OOMKilled instead'],
      remedy:
        'Answer the probe where a busy worker cannot hold it up (a thread or port of its own), with a longer timeoutSeconds and failureThreshold; find out what kept the workers busy.',
      reference: 'Kubernetes docs, "Configure Liveness, Readiness and Startup Probes"',
    };
  },
};

/** A container is killed as a whole. */
const isWith = ({ death }: Conclusion, other: Conclusion): boolean =>
  other.death.signal === SIGKILL && Math.abs(other.death.goneAt - death.goneAt) <= SLACK_US;
