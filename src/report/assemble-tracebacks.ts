import { groupedBy } from '../lib/grouped.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { ExceptionEvent } from '../model/event.ts';
import type { Placed } from '../model/facts.ts';
import type { TracebackGroup } from '../model/report-evidence.ts';
import { fingerprintOfTraceback } from './assemble-incident.ts';
import { lastRaised } from '../model/traceback.ts';
import { frameOf, type Writing, writtenOrNull } from './place.ts';

/** Every exception of the case, and those of them that state a time. */
export interface AllExceptions {
  readonly exceptions: readonly ExceptionEvent[];
  readonly placed: readonly Placed<ExceptionEvent>[];
}

interface Seen {
  readonly at: Placed<ExceptionEvent>['at'] | undefined;
  readonly event: ExceptionEvent;
}

/** Every traceback of the case, grouped by where it was raised; counts add up to all seen. The most frequent first. */
export function assembleTracebacks(
  { exceptions, placed }: AllExceptions,
  incidents: readonly Conclusion[],
  writing: Writing,
): readonly TracebackGroup[] {
  const instants = new Map(placed.map(({ at, event }) => [event, at]));
  const all = exceptions.map((event) => ({ at: instants.get(event), event }));
  return [...groupedBy(all, ({ event }) => fingerprintOfTraceback(event.traceback))]
    .map(([fingerprint, seen]) => ({ fingerprint, ...groupOf(seen, incidents, writing) }))
    .sort((a, b) => b.count - a.count || (a.fingerprint < b.fingerprint ? -1 : 1));
}

function groupOf(
  seen: readonly Seen[],
  incidents: readonly Conclusion[],
  writing: Writing,
): Omit<TracebackGroup, 'fingerprint'> {
  const raised = seen[0] && lastRaised(seen[0].event.traceback);
  const instants = seen.flatMap(({ at }) => at ?? []).sort((a, b) => a - b);
  const events = new Set(seen.map(({ event }) => event));
  return {
    exception: raised?.exception ?? '?',
    message: raised?.message ?? '',
    count: seen.length,
    firstAt: writtenOrNull(instants[0], writing),
    lastAt: writtenOrNull(instants.at(-1), writing),
    pids: [...new Set(seen.flatMap(({ event }) => event.pid ?? []))].sort((a, b) => a - b),
    incidents: incidents
      .filter(({ tracebacks }) => tracebacks.some(({ event }) => events.has(event)))
      .map(({ id }) => id),
    frames: (raised?.frames ?? []).map(frameOf),
  };
}
