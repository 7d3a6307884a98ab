import { isTangled } from '../formats/traceback.ts';
import type { LogEvent } from '../model/event.ts';
import type { StepName } from '../model/lifecycle.ts';

/** What is said of others, or at the beginning of a life: who says it has raised nothing. */
const ABOUT_OTHERS: ReadonlySet<StepName> = new Set<StepName>([
  'master-started',
  'master-listening',
  'master-signalled',
  'server-setting',
  'worker-timeout',
  'worker-booting',
  'worker-recycling',
  'worker-exited',
  'worker-killed',
  'worker-died',
]);

/**
 * A traceback that stands below words about another process is not the speaker's: whoever raised it wrote to the same stream,
 * and does not tell its pid. Nor are several that were written among one another. All events of one record; the rest as they are.
 */
export const disowned = (events: readonly LogEvent[]): readonly LogEvent[] =>
  events.some((event) => event.kind === 'lifecycle' && ABOUT_OTHERS.has(event.step.what)) || areTangled(events)
    ? events.map((event) => (event.kind === 'exception' ? { ...event, pid: undefined, message: '' } : event))
    : events;

/** Of one that stands alone the scan knows whose it is. */
const areTangled = (events: readonly LogEvent[]): boolean => {
  const [first, second] = events.filter(({ kind }) => kind === 'exception');
  return first !== undefined && second !== undefined && isTangled(first.text);
};
