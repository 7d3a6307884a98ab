import { within } from '../../lib/within.ts';
import { withoutQuery } from '../../lib/without-query.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import { togetherSigns } from '../missed-together.ts';
import type { Night } from '../night.ts';
import { quoted } from '../quoted.ts';
import type { Finding, Rule } from '../rule.ts';
import { wordsNear } from '../words-near.ts';

/** Alerts wait for minutes of it before they fire, and are repeated. */
const AROUND_US = 900 * MICROS_PER_SECOND;
/** The kernel speaks of a processor that was held for 20 s (watchdog) or 21 s (RCU) as soon as it has it back. */
const LATER_US = 30 * MICROS_PER_SECOND;
/** What the kernel says where a processor was away for a while: its timers come late. */
const LATE_TIMERS =
  /rcu_\w+ kthread starved for \d+ jiffies|clocksource: (?:timekeeping watchdog|Long readout interval)/;

/** Programs that were ready to run had no processor: a quota, a neighbour, or too many of themselves. */
export const cpuStarvation: Rule = {
  id: 'cpu-starvation',
  title: 'The processors were not there when the workers needed them',
  mayTakeSeveral: true,
  isFromOutside: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    if (incident.cause !== 'timeout' || incident.disturbance?.explains) return undefined;
    const told = wordsOf(incident, night);
    if (told.length === 0) return undefined;
    const signs = [...told, ...togetherSigns(incident, night), ...differing(incident, night)];
    return {
      confidence: confidenceBy(signs),
      for: signs,
      against: [
        'what used the processors these logs do not tell: sar -u (steal), cpu.stat of the cgroup (nr_throttled) of that minute would',
      ],
      remedy:
        'Raise the CPU limit or drop it, run no more than 2 × cores + 1 workers, and look at the neighbours of the machine; a longer --timeout only hides it.',
      reference: 'gunicorn docs, "Design", How Many Workers?; Linux docs, CFS bandwidth control; g#1440, g#538',
    };
  },
};

function wordsOf(incident: Conclusion, night: Night): readonly string[] {
  const { death, worker, block } = incident;
  const near = (beforeUs: number, afterUs: number, why: string) =>
    within(night.wordsOf('processor-missed'), (block?.from ?? death.goneAt) - beforeUs, death.goneAt + afterUs).find(
      ({ event: { step } }) => step.what === 'processor-missed' && step.why === why,
    );
  const lockup = near(LATER_US, LATER_US, 'lockup');
  const alert = near(AROUND_US, AROUND_US, 'throttled');
  const late = wordsNear(incident, night, LATE_TIMERS);
  return [
    ...(lockup ? [`the kernel says: ${quoted(lockup.event)}`] : []),
    ...(lockup?.event.text.includes(`:${String(worker.pid)}]`) ? ['that is this worker'] : []),
    ...(alert ? [`an alert says that containers are throttled: ${quoted(alert.event)}`] : []),
    ...(late === undefined ? [] : [`the kernel's own timers came late: "${late}"`]),
  ];
}

/** Workers that were held at different work share what they ran on. */
function differing(incident: Conclusion, night: Night): readonly string[] {
  const targets = [incident, ...night.missedWith(incident)].flatMap(({ claims }) => {
    const target = claims.find(({ role }) => role === 'culprit')?.request?.target;
    return target === undefined ? [] : [withoutQuery(target)];
  });
  const count = new Set(targets).size;
  return count > 1 ? [`they were at ${String(count)} different things`] : [];
}
