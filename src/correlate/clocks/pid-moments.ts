import { type Clock, instantOf } from '../../model/clock.ts';
import type { LifecycleEvent } from '../../model/event.ts';
import { HALTS } from '../../model/halts.ts';
import type { Micros } from '../../model/time.ts';
import type { PidMoments } from './clock-votes.ts';

const END_STEPS: ReadonlySet<string> = new Set([
  'worker-exiting',
  'worker-killed',
  'worker-exited',
  'worker-died',
  'worker-timeout',
]);

/** What the supervisors whose clocks are known say of pids. */
export function momentsOf(lifecycle: readonly LifecycleEvent[], reference: readonly Clock[]): PidMoments {
  const boots = new Map<number, Micros[]>();
  const timeouts = new Map<number, Micros[]>();
  const ends = new Map<number, Micros[]>();
  const stops: Micros[] = [];
  for (const { step, stamp, origin } of lifecycle) {
    const clock = reference.find(({ source }) => source === origin.source);
    if (!clock || !stamp) continue;
    const at = instantOf(stamp, clock);
    if (step.what === 'master-signalled' && HALTS.has(step.signal)) stops.push(at);
    if (!('worker' in step)) continue;
    const add = (moments: Map<number, Micros[]>) => moments.set(step.worker, [...(moments.get(step.worker) ?? []), at]);
    if (step.what === 'worker-booting') add(boots);
    if (step.what === 'worker-timeout') add(timeouts);
    if (END_STEPS.has(step.what)) add(ends);
  }
  return { boots, timeouts, ends, stops };
}
