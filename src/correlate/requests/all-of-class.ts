import type { LifecycleEvent } from '../../model/event.ts';
import type { Placed } from '../../model/facts.ts';

/** True if servers tell the class of their workers, and each that they tell is such a one. */
export function areAllOfClass(lifecycle: readonly Placed<LifecycleEvent>[], workerClass: RegExp): boolean {
  const classes = lifecycle.flatMap(({ event: { step } }) =>
    step.what === 'server-setting' && step.name === 'worker_class' ? [step.value] : [],
  );
  return classes.length > 0 && classes.every((name) => workerClass.test(name));
}
