import type { LifecycleEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { Micros } from '../model/time.ts';
import type { Master } from '../model/timeline.ts';

interface Found extends Master {
  readonly boots: { readonly pid: number; readonly at: Micros }[];
}

/** One log holds what one master says, after another where hosts share it. */
const keyOf = ({ origin, host }: LifecycleEvent): string => `${String(origin.source)} ${host ?? ''}`;

/** Supervisors' starts, each with the boots that its own log tells until the next start; steps are in order of source and byte. */
export function mastersIn(steps: readonly Placed<LifecycleEvent>[]): readonly Master[] {
  const masters: Found[] = [];
  const speaking = new Map<string, Found>();
  for (const { at, event } of steps) {
    const { step } = event;
    if (step.what === 'master-started') {
      const server = [step.server, step.version].filter(Boolean).join(' ');
      const master = { host: event.host ?? null, pid: event.pid, server, boots: [] };
      masters.push(master);
      speaking.set(keyOf(event), master);
    }
    if (step.what === 'worker-booting') speaking.get(keyOf(event))?.boots.push({ pid: step.worker, at });
  }
  return masters;
}
