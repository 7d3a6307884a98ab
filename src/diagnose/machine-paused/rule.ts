import { lengthOfTime } from '../../lib/length-of-time.ts';
import type { Conclusion, Disturbance } from '../../model/conclusion.ts';
import { beatsMonotonic } from '../../model/heartbeat-clock.ts';
import { confidenceBy } from '../confidence.ts';
import { idleSigns, togetherSigns } from '../missed-together.ts';
import type { Night } from '../night.ts';
import { quoted } from '../quoted.ts';
import type { Finding, Rule } from '../rule.ts';
import { wasIdle } from '../was-idle.ts';

const ADVICE = {
  remedy:
    'Leave such kills out of the count; keep a machine that serves awake (systemctl mask sleep.target), and ask the host of a virtual machine for its pauses and migrations. gunicorn 22.0.0 and later count by a clock that stands still while Linux is suspended.',
  reference:
    'gunicorn workers/workertmp.py (time.monotonic from 22.0.0 on); man 2 clock_gettime, CLOCK_MONOTONIC; g#2415',
};

/** Where each worker is held by a request of its own, no log has anything to tell either. */
const BUSY = 0.3;
const IDLE = 0.5;
/** One that had none was not held so, whatever the others were at. */
const BESIDE_IDLE = 0.6;
const BUSY_ADVICE = {
  remedy:
    'Look first for what the requests of these workers waited for: a database, a lock, another host. Only where the journal of that minute tells of a sleep or a pause is this kill to be left out of the count.',
  reference: ADVICE.reference,
};
const OWN_REQUEST = 'the worker was at a request, which may have held it as well';

const OTHERS_LOOK_ALIKE =
  'a step of the clock and storage that stood still look alike: the journal of that minute (PM: suspend, chronyd, blocked for more than) would tell';

/** Nothing ran on the machine for longer than the timeout: it slept, or its host had paused it. */
export const machinePaused: Rule = {
  id: 'machine-paused',
  title: 'The whole machine stood still, and its workers were missed when it went on',
  mayTakeSeveral: true,
  isFromOutside: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { disturbance, death, cause } = incident;
    if (cause !== 'timeout' || !disturbance || death.timeoutAt === undefined) return undefined;
    if (disturbance.kind === 'silence') return silenced(incident, disturbance, night);
    if (disturbance.kind !== 'pause') return undefined;
    const signs = [
      toldSign(disturbance),
      `it woke ${lengthOfTime(death.timeoutAt - disturbance.to)} before`,
      ...togetherSigns(incident, night),
      ...idleSigns(incident),
    ];
    return disturbance.explains
      ? { confidence: Math.min(0.97, confidenceBy(signs) + 0.1), for: signs, against: [], ...ADVICE }
      : { confidence: 0.4, for: signs, against: [whyNot(incident)], ...ADVICE };
  },
};

/** That all fell silent at once shows a pause only where nobody was busy, or one was missed that was not. */
function silenced(incident: Conclusion, { from, to }: Disturbance, night: Night): Finding | undefined {
  const { claims, death } = incident;
  if (death.timeoutAt === undefined) return undefined;
  const isBusy = claims.some(({ request }) => request !== undefined);
  const isBesideIdle = night.missedWith(incident).some((other) => wasIdle(other, night));
  const signs = [
    `no log of any kind holds a line in the ${lengthOfTime(death.timeoutAt - (from ?? to))} before`,
    ...togetherSigns(incident, night),
    ...idleSigns(incident),
    ...(isBesideIdle ? ['one of these had no request open, and was missed all the same'] : []),
  ];
  const own = isBusy ? [OWN_REQUEST] : [];
  return {
    confidence: isBesideIdle ? BESIDE_IDLE : isBusy ? BUSY : IDLE,
    for: signs,
    against: [...own, OTHERS_LOOK_ALIKE],
    ...(isBusy && !isBesideIdle ? BUSY_ADVICE : ADVICE),
  };
}

function toldSign({ from, to, told }: Disturbance): string {
  const words = told.map(({ event }) => quoted(event)).join(' and ');
  return from === undefined
    ? `the machine had slept: ${words}`
    : `the machine slept for ${lengthOfTime(to - from)}: ${words}`;
}

const whyNot = ({ server }: Conclusion): string =>
  beatsMonotonic(server)
    ? `gunicorn ${server.version ?? ''} counts by a clock that stands still while Linux is suspended: only a virtual machine that was paused by its host, or a block as well, explains the end`
    : 'the worker had been awake for a while when it was missed: the sleep alone does not explain it';
