import { lengthOfTime } from '../../lib/length-of-time.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { beatsMonotonic } from '../../model/heartbeat-clock.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { confidenceBy } from '../confidence.ts';
import { idleSigns, togetherSigns } from '../missed-together.ts';
import type { Night } from '../night.ts';
import { quoted } from '../quoted.ts';
import type { Finding, Rule } from '../rule.ts';

const ADVICE = {
  remedy:
    'Upgrade to gunicorn 22.0.0 or later, which counts by a monotonic clock; let the time daemon slew instead of step once the machine is up (chrony: makestep 1 3; ntpd: -x).',
  reference:
    'gunicorn workers/workertmp.py: time.time() up to 21.2.0, time.monotonic() from 22.0.0 on; g#1709, g#1965, g#1967',
};

/** The wall clock was set forward, and a master that counts by it took that for silence. */
export const clockStep: Rule = {
  id: 'clock-step',
  title: 'The clock was set, and the master took that for silence of its workers',
  mayTakeSeveral: true,
  isFromOutside: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { disturbance, death, cause, server } = incident;
    if (cause !== 'timeout' || disturbance?.kind !== 'clock-step' || death.timeoutAt === undefined) return undefined;
    const { seconds, told, explains, to } = disturbance;
    const words = told.map(({ event }) => wordsOf(event)).join(' and ');
    const signs = [
      `the clock was set${howFar(seconds)} ${lengthOfTime(death.timeoutAt - to)} before: ${words}`,
      ...(explains && server.version !== null ? [`${server.kind} ${server.version} counts by the wall clock`] : []),
      ...togetherSigns(incident, night),
      ...idleSigns(incident),
      ...daily(incident, night),
    ];
    return explains
      ? {
          confidence: Math.min(0.97, confidenceBy(signs) + 0.1),
          for: signs,
          against: unknownVersion(incident),
          ...ADVICE,
        }
      : { confidence: 0.3, for: signs, against: [whyNot(incident)], ...ADVICE };
  },
};

const wordsOf = (event: LifecycleEvent): string =>
  event.by === undefined ? 'the times of the log itself go back' : quoted(event);

const howFar = (seconds: number | undefined): string =>
  seconds === undefined
    ? ''
    : ` ${seconds < 0 ? 'back' : 'forward'} by ${lengthOfTime(Math.abs(seconds) * MICROS_PER_SECOND)}`;

const DAY_S = 86_400;
/** Time daemons that run by a timer or by cron set the clock at about the same minute. */
const SAME_MINUTE_S = 120;

/** Others that were missed at that time of another day. */
function daily({ death }: Conclusion, { incidents }: Night): readonly string[] {
  const days = incidents.flatMap(({ death: other }) => {
    if (death.timeoutAt === undefined || other.timeoutAt === undefined) return [];
    const apart = Math.abs(other.timeoutAt - death.timeoutAt) / MICROS_PER_SECOND;
    const days = Math.round(apart / DAY_S);
    return days > 0 && Math.abs(apart - days * DAY_S) <= SAME_MINUTE_S ? [days] : [];
  });
  const count = new Set(days).size;
  return count === 0 ? [] : [`it happened at the same time on ${String(count)} other ${count === 1 ? 'day' : 'days'}`];
}

const unknownVersion = ({ server: { version } }: Conclusion): readonly string[] =>
  version === null
    ? ['the version is not in these logs: gunicorn from 22.0.0 on does not count by the wall clock']
    : [];

function whyNot({ disturbance, server }: Conclusion): string {
  if (beatsMonotonic(server))
    return `gunicorn ${server.version ?? ''} does not count by the wall clock: the step moves the times in the logs, not the timeout`;
  if (disturbance?.seconds === undefined)
    return 'how far it was set is not told: the log of the time daemon (chronyd, ntpd, timedatectl) would tell';
  return disturbance.seconds < 0
    ? 'a clock that goes back keeps the master waiting for longer, it does not make it miss a worker that beats'
    : 'the step was too short, or too long before, to make the master miss a worker that beats';
}
