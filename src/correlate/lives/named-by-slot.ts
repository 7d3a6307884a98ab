import type { LifecycleEvent } from '../../model/event.ts';
import type { LifecycleStep } from '../../model/lifecycle.ts';
import { slotOf } from './replacements.ts';

type UnnamedEnd = Extract<LifecycleStep, { what: 'unnamed-end' }>;

/** `worker 2`: the place that uWSGI numbers, and in which a log told who works. */
const PLACE = /^worker (?<slot>\d+)$/;

/**
 * Lines that call a worker by its place alone, told of the pid that the same log last saw come into this place: pastes are shortened
 * by their pids.
 */
export function namedBySlot(lifecycle: readonly LifecycleEvent[]): readonly LifecycleEvent[] {
  const workers = new Map<string, number>();
  return lifecycle.map((event) => {
    const { step } = event;
    const slot = step.what === 'unnamed-end' ? PLACE.exec(step.name ?? '')?.groups?.['slot'] : slotOf(event);
    if (slot === undefined) return event;
    const place = placeOf(event, Number(slot));
    if (step.what === 'worker-booting') workers.set(place, step.worker);
    const worker = workers.get(place);
    const named = step.what === 'unnamed-end' && worker !== undefined ? endOf(step, worker) : step;
    return named === step ? event : { ...event, step: named };
  });
}

const placeOf = ({ origin, host, by }: LifecycleEvent, slot: number): string =>
  [origin.source, host, by, slot].map(String).join(' ');

function endOf({ how, signal, code }: UnnamedEnd, worker: number): LifecycleStep {
  if (how !== 'ended') return { what: 'worker-timeout', worker };
  if (signal !== undefined) return { what: 'worker-killed', worker, signal };
  return code === undefined ? { what: 'worker-died', worker } : { what: 'worker-exited', worker, code };
}
