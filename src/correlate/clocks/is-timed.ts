import type { LifecycleEvent } from '../../model/event.ts';
import { statesTime } from '../../model/states-time.ts';
import { isDated } from '../../model/time.ts';

/** A line that states no time is read with that of the line before: of a request that failed in the application, say. */
export const isTimed = ({ stamp, text }: LifecycleEvent): boolean =>
  stamp !== undefined && isDated(stamp) && statesTime(text);
