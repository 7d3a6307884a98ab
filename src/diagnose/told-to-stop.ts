import { within } from '../lib/within.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { LifecycleEvent } from '../model/event.ts';
import { MICROS_PER_SECOND } from '../model/time.ts';
import type { Night } from './night.ts';
import { quoted } from './quoted.ts';

/** The longest that systemd (90 s), Docker (10 s) and Kubernetes (30 s) give a service by default. */
const GRACE_US = 95 * MICROS_PER_SECOND;
/** Who gives up waiting and who reaps the process log whole seconds. */
const AFTER_US = 2 * MICROS_PER_SECOND;

/** That the master had been told to stop shortly before the end, or in the moment of it. */
export function stopSigns(
  { death: { goneAt } }: Conclusion,
  { wordsOf }: Night,
  laterUs = AFTER_US,
): readonly string[] {
  const stopped = within(wordsOf('master-signalled'), goneAt - GRACE_US, goneAt + laterUs).findLast(({ event }) =>
    isStop(event),
  );
  return stopped ? [`the master had been told to stop: ${quoted(stopped.event)}`] : [];
}

const isStop = ({ step }: LifecycleEvent): boolean =>
  step.what === 'master-signalled' && /^(?:term|int|quit)$/i.test(step.signal);
