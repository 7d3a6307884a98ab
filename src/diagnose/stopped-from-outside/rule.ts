import { within } from '../../lib/within.ts';
import { signalName } from '../../lib/signals.ts';
import type { Conclusion } from '../../model/conclusion.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { MICROS_PER_SECOND } from '../../model/time.ts';
import type { Night } from '../night.ts';
import { quoted } from '../quoted.ts';
import type { Finding, Rule } from '../rule.ts';

/** Signals by which programs are told to stop: those of a crash come from within. */
const STOPS: ReadonlySet<number> = new Set([1, 2, 3, 9, 15, 19]);
/** Who gives up waiting and who reaps the process log whole seconds. */
const BEFORE_US = 5 * MICROS_PER_SECOND;
const AFTER_US = 2 * MICROS_PER_SECOND;
/** The longest that systemd (90 s), Docker (10 s) and Kubernetes (30 s) give a service by default. */
const GRACE_US = 95 * MICROS_PER_SECOND;

/** An operator or a service manager sent the signal. */
export const stoppedFromOutside: Rule = {
  id: 'stopped-from-outside',
  title: 'The worker was stopped from outside: by hand, or with its service',
  isFromOutside: true,
  examine(incident: Conclusion, night: Night): Finding | undefined {
    const { cause, death, ordered } = incident;
    if (cause !== 'signal' || death.signal === undefined || !STOPS.has(death.signal)) return undefined;
    const around = serviceSigns(incident, night);
    if (!ordered && around.length === 0) return undefined;
    const signs = [
      ...(ordered ? [`somebody ordered it: ${quoted(ordered.event)}`] : []),
      `the worker ended by ${signalName(death.signal)}, and no WORKER TIMEOUT of it came before`,
      ...around,
    ];
    return {
      confidence: ordered ? 0.95 : 0.75,
      for: signs,
      against: ordered
        ? []
        : ['no line names this process: the audit log (ausearch -sc kill) would tell who sent the signal'],
      remedy:
        'To stop or reload, signal the master (systemctl reload, kill -HUP or -TERM of its pid) and give it longer than the slowest request (TimeoutStopSec, --graceful-timeout).',
      reference: 'gunicorn docs, "Signal Handling"; man 5 systemd.kill, TimeoutStopSec in man 5 systemd.service',
    };
  },
};

function serviceSigns({ death }: Conclusion, { lifecycle }: Night): readonly string[] {
  const { goneAt } = death;
  const stopped = within(lifecycle, goneAt - GRACE_US, goneAt + AFTER_US).findLast(({ event }) => isStop(event));
  const ended = within(lifecycle, goneAt - BEFORE_US, goneAt + BEFORE_US).findLast(
    ({ event: { step } }) => step.what === 'unit-ended' && step.why === 'timeout',
  );
  return [
    ...(stopped ? [`the master had been told to stop: ${quoted(stopped.event)}`] : []),
    ...(ended ? [`its service had not stopped in time and was killed: ${quoted(ended.event)}`] : []),
  ];
}

const isStop = ({ step }: LifecycleEvent): boolean =>
  step.what === 'master-signalled' && /^(?:term|int|quit)$/i.test(step.signal);
