import { within } from '../../lib/within.ts';
import { signalName } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import { wentWithService } from '../../model/worker.ts';
import { isAbortedByOthers } from '../aborted-by-others.ts';
import type { Night } from '../night.ts';
import { quoted } from '../quoted.ts';
import type { Finding, Rule } from '../rule.ts';
import { stopSigns } from '../told-to-stop.ts';

/** Signals by which programs are told to stop: those of a crash come from within. */
const STOPS: ReadonlySet<number> = new Set([1, 2, 3, 9, 15, 19]);
/** Who gives up waiting and who reaps the process log whole seconds. */
const NEAR_US = 5 * MICROS_PER_SECOND;

type Words = Omit<Finding, 'confidence'>;

const ofWorker = (ended: string): Words => ({
  for: [ended],
  against: ['no line names this process: the audit log (ausearch -sc kill) would tell who sent the signal'],
  remedy:
    'To stop or reload, signal the master (systemctl reload, kill -HUP or -TERM of its pid) and give it longer than the slowest request (TimeoutStopSec, --graceful-timeout).',
  reference: 'gunicorn docs, "Signal Handling"; man 5 systemd.kill, TimeoutStopSec in man 5 systemd.service',
});

const OF_ITS_MASTER: Words = {
  for: [],
  against: ['no line tells who killed it'],
  remedy:
    'Find who killed the main process: journalctl -k of that minute (the OOM killer), the lines of sudo, the audit log (ausearch -sc kill). No worker or request brought it down as far as these logs show.',
  reference: 'man 5 systemd.kill; man 8 ausearch',
};

/** An operator or a service manager sent the signal. */
export const stoppedFromOutside: Rule = {
  id: 'stopped-from-outside',
  title: 'The worker was stopped from outside: by hand, or with its service',
  mayTakeSeveral: true,
  isFromOutside: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { ordered } = incident;
    const ended = endSign(incident, night);
    const around = serviceSigns(incident, night);
    if (ended === undefined || (!ordered && !isAbortedByOthers(incident, night) && around.length === 0))
      return undefined;
    const order = ordered ? [`somebody ordered it: ${quoted(ordered.event)}`] : [];
    const { for: own, against, ...advice } = wentWithService(incident.death) ? OF_ITS_MASTER : ofWorker(ended);
    return {
      confidence: ordered ? 0.95 : 0.75,
      for: [...order, ...own, ...around],
      against: ordered ? [] : against,
      ...advice,
    };
  },
};

/** How it shows that it was told to end. */
function endSign(incident: Conclusion, night: Night): string | undefined {
  const { cause, death } = incident;
  if (isAbortedByOthers(incident, night))
    return "gunicorn's handler of SIGABRT ran in it, and its master tells of no WORKER TIMEOUT";
  if (cause !== 'signal' || death.signal === undefined || !STOPS.has(death.signal)) return undefined;
  return `the worker ended by ${signalName(death.signal)}, and no WORKER TIMEOUT of it came before`;
}

function serviceSigns(incident: Conclusion, night: Night): readonly string[] {
  const { goneAt } = incident.death;
  const ended = within(night.wordsOf('unit-ended'), goneAt - NEAR_US, goneAt + NEAR_US).findLast(
    ({ event: { step } }) => step.what === 'unit-ended' && step.why === 'timeout',
  );
  const { kernel } = incident.death;
  return [
    ...stopSigns(incident, night),
    ...(ended ? [`its service had not stopped in time and was killed: ${quoted(ended.event)}`] : []),
    ...(kernel?.event.by === 'systemd' ? [`the main process of its service was killed: ${quoted(kernel.event)}`] : []),
  ];
}
